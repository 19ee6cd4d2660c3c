"""Would a trade adviser sign the answers? Askers of twenty countries ask the starter data about thirty-five markets.

``python -m bench.answers`` loads the starter data into a store of its own, asks, prints the figures beside their
targets and writes them, with every answer that they were counted from, to ``build/answers.json``. Who asks and about
what is fixed in ``asked``. The answers are judged by the rows of the starter data themselves (``rows``), not by what
the engine made of them, so each figure can be recounted with a spreadsheet:

*question*: one asker and one market, on the day on which the data was retrieved, ten openers, everything else as it is
by default; nobody is asked about its own market.

*no answer*: share of the questions without any door opener. Target 0.

*own agency first*: of the questions about a market that an agency ``promotes`` (role national, or none), the share in
which one of these agencies, or an office that one of them operates (its desk), is among the first five openers. Target:
at least 90 %.

*own agency nowhere*: of the same questions, the share in which it is neither among the first five openers nor among
``frontDoors``. Target 0.

*third countries' offices*: share of all openers that are offices abroad (trade or innovation office) of which no
operator is at home in the asker's country or in the market, or promotes the market, and that have no mandate for the
asker's country, neither themselves nor by an operator. At home: located there, or with a home mandate for it, or for a
bloc on which it lies. One that the asker reaches by its own tie to the office or to its operator is what the
specification allows: it is counted apart, and not in this figure. Target 0.

*more than three steps*: share of the openers' routes. Target 0.

*through one*: share of the openers' routes of two steps or more that run through the organisation that most of them run
through, ends not counted. For comparison, without a target.

*same for all sectors*: for markets with a cluster organisation of at least two of the five sectors, each question is
asked once for each of those sectors. The share of those in which the first five openers are the same organisations for
all of them, in whatever order. Target: at most 20 %.

What has ended by that day or has not begun, who has closed or merged, does not count. Regional mandates count for
the whole country here: an office of a neighbouring region is no office of a third country.
"""
