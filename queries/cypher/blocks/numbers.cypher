// ---- numbers: what each kind is worth when fresh, the years after which half of that is left, and how far a context
// is diluted among many; what each confidence is worth; all else that counts. Expert estimates of graph/relations.py.
WITH date($asOf) AS asOf, {
  MEMBER_OF: {base: 0.75, halfLife: 12.0, affiliation: true},
  PART_OF: {base: 0.7, halfLife: 20.0, affiliation: true},
  PARTNER_OF: {base: 0.6, halfLife: 6.0, symmetric: true},
  MOU_WITH: {base: 0.6, halfLife: 6.0, symmetric: true},
  TWINNED_WITH: {base: 0.6, halfLife: 6.0, symmetric: true},
  OPERATES: {base: 0.9, halfLife: 30.0},
  HOSTS: {base: 0.7, halfLife: 20.0, affiliation: true},
  REPRESENTS: {base: 0.7, halfLife: 8.0, affiliation: true},
  BOARD_SEAT: {base: 0.7, halfLife: 4.0},
  PARTICIPATES_IN: {base: 0.5, halfLife: 5.0, dilution: 0.25},
  ORGANISES: {base: 0.5, halfLife: 6.0, dilution: 0.25},
  ATTENDS: {base: 0.2, halfLife: 3.0, dilution: 0.5},
  SERVES: {base: 0.6, halfLife: 6.0},
  ACTIVE_IN: {base: 0.5, halfLife: 6.0}
} AS kinds, {verified: 1.0, imported: 0.98, recalled: 0.95, inferred: 0.95} AS sure, {
  least: 0.0001, strongest: 0.95, hub: 0.3, spelledOut: 30,
  knock: 0.6, desk: 0.5, frontDoor: 0.2, chamberDoor: 0.15, reception: 0.5,
  national: 0.95, regional: 0.75, elsewhereRegional: 0.4, supranational: 0.3,
  located: 0.75, office: 0.9, creditOffice: 0.5, company: 0.35, outward: 0.15, alike: 0.7,
  bilateral: 0.75, bilateralThere: 0.6, chamber: 0.6, innovation: 0.7, chamberDesk: 0.7, otherDesk: 0.45,
  home: 0.2, homeChamber: 0.1, ofOthers: 0.5, halved: 0.5,
  shared: 0.8, share: 0.2, notFirst: 0.75, noSector: 0.8, otherSector: 0.5, companyInnovation: 0.85,
  researchAgency: 0.5, researchChamber: 0.2, publicAgency: 0.7, publicChamber: 0.4, floor: 0.01
} AS number
// ----
