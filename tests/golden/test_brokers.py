"""Who lies between most in the starter data. Each says why the answer is right."""

from graph.snapshot.snapshot import Snapshot
from queries.questions.brokers import Broker, BrokerMeasure, Brokers, brokers


def ids(starter: Snapshot, answer: Brokers) -> list[str]:
    return [starter.id_of(one.organisation) for one in answer.brokers]


def of(starter: Snapshot, answer: Brokers, id_: str) -> Broker:
    return next(one for one in answer.brokers if starter.id_of(one.organisation) == id_)


def test_of_the_world(starter: Snapshot) -> None:
    """The French association of competitiveness clusters has more members than any other network that is held, and the
    European alliance, of which it is one, joins the national associations: so both stand between France and everybody.
    TCI joins the continents; the German, Catalan and Spanish networks stand before their own.
    """
    answer = brokers(starter.on_day())
    assert (answer.exact, answer.drawn) == (True, None)
    assert ids(starter, answer)[:3] == ["afpc", "eca", "tci-network"]
    assert set(ids(starter, answer)[3:6]) == {"go-cluster", "catalonia-clusters", "clusters-es"}
    assert answer.brokers[0].share > 0.2


def test_across_borders(starter: Snapshot) -> None:
    """The Enterprise Europe Network has members in 35 countries, few of which have anything to do with each other. The
    European networks of aerospace and automotive clusters follow, and Aerospace Valley, which is no network, but has
    partners in eleven countries. AFPC, first before, has next to nobody abroad.
    """
    answer = brokers(starter.on_day(), by=BrokerMeasure.BORDERS, first=100)
    assert ids(starter, answer)[:4] == ["een", "eacp", "aerospace-valley", "eacn"]
    assert (answer.brokers[0].countries, answer.brokers[0].rank) == (35, 1)
    french = of(starter, answer, "afpc")
    assert (french.abroad, french.of_others) == (1, 0)


def test_denmark(starter: Snapshot) -> None:
    """Food & Bio Cluster Denmark has the most partners abroad in the most projects; Cluster Excellence Denmark has all
    Danish clusters around it and TCI abroad, so it brings its own to others, and nobody else together.
    """
    answer = brokers(starter.on_day(), market="DK")
    assert ids(starter, answer)[:2] == ["food-bio-cluster-denmark", "cluster-excellence-denmark"]
    excellence = answer.brokers[1]
    assert [starter.id_of(tie.organisation) for tie in excellence.ties] == ["tci-network"]
    assert (excellence.of_others, excellence.from_home) == (0, 14)


def test_aerospace(starter: Snapshot) -> None:
    """The European partnership of aerospace clusters, then the two that have partners of their own abroad; over the
    Atlantic Aéro Montréal, by which Mexico's cluster in Querétaro is reached.
    """
    answer = brokers(starter.on_day(), sector="aerospace")
    assert ids(starter, answer)[:5] == [
        "eacp", "hamburg-aviation", "aerospace-valley", "aero-montreal", "aerocluster-queretaro",
    ]  # fmt: skip
    assert [starter.id_of(tie.organisation) for tie in answer.brokers[4].ties] == ["aero-montreal"]


def test_korea(starter: Snapshot) -> None:
    """Hydrogen and robots are what Korean clusters are known to share with others. That they lie between so few says
    what is held of Korea's ties, six brokers in all, and no more.
    """
    answer = brokers(starter.on_day(), market="Korea")
    assert ids(starter, answer)[:2] == ["h2korea", "global-hydrogen-ghiaa"]
    assert "global-robot-cluster" in ids(starter, answer)
    assert answer.brokers[0].share < 0.02


def test_nobody_is_known_in_japan(starter: Snapshot) -> None:
    """Five of the Japanese clusters that are held have a living tie, one each, so nobody meets through them; four of
    the five ties of Osaka's ended with its agreements.
    """
    answer = brokers(starter.on_day(), market="JP")
    assert (answer.count, answer.brokers) == (0, [])
    assert answer.nothing is not None


def test_before_there_was_an_alliance(starter: Snapshot) -> None:
    """The European alliance was founded in 2019. Before it the Enterprise Europe Network and the aerospace clusters
    were what joined the French to others.
    """
    then = brokers(starter.on_day("2015"))
    assert ids(starter, then)[:3] == ["afpc", "een", "aerospace-valley"]
    assert "eca" not in ids(starter, brokers(starter.on_day("2015"), first=100))
