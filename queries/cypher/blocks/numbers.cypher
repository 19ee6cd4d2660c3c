// Takes: $asOf
// Gives: asOf, kinds, sure, number; one row, of the model's kinds and numbers those that the query names
// ---- numbers: what each kind is worth when fresh, the years after which half of that is left, how far a context is
// diluted among many; what each confidence is worth; all else that counts here. Expert estimates; graph/relations.py has
// them all.
WITH date($asOf) AS asOf, {
@kinds
} AS kinds, {@sure} AS sure, {
@numbers
} AS number
// ----
