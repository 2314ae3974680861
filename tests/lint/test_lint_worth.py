"""The rules about what answers are worth."""

from lint_house import Case, Houses

FILE = "frameworks/bant.yaml"


def test_points_that_do_not_add_up_are_listed(houses: Houses) -> None:
    """points-not-100: the sum is shown term by term, with the way to keep it."""
    case = Case(
        "points-not-100",
        (("this_month: 25", "this_month: 20"),),
        "points:",
        "points: the best answers add up to 95 (budget 25 + authority 25 + need 25 + timeline 20), not to 100; change the points "
        "(`scaled_from: 95` would count that as 100)",
    )
    house = houses("bant-rep")
    house.edit(FILE, "# points: what", "# what")
    case.holds(house, FILE)


def test_a_scale_that_does_not_fit_its_points(houses: Houses) -> None:
    """points-not-100: `scaled_from` is the best sum there is."""
    Case(
        "points-not-100",
        (("scaled_from: 16", "scaled_from: 20"),),
        "scaled_from: 20",
        "scaled_from: the best answers add up to 16 (role 4 + department 4 + company_type 4 + headcount 4), not to 20; change "
        "the points (`scaled_from: 16` would count that as 100)",
    ).holds(houses("four-questions-rep"), "frameworks/four-questions.yaml")


def test_points_without_any_worth_raise_nothing(houses: Houses) -> None:
    """A framework in which every answer is worth 0 is a problem, and no division by zero."""
    house = houses("bant-rep")
    text = (house.path / FILE).read_text(encoding="utf-8")
    for points in ("25", "19", "13", "6"):
        text = text.replace(f": {points}", ": 0")
    house.write(FILE, text)
    assert "no answer is worth anything" in str(house.problem())


def test_a_verdict_nobody_can_get(houses: Houses) -> None:
    """verdict-unreachable: points that leave no score inside a band, with the scores there are."""
    Case(
        "verdict-unreachable",
        (("cut_offs: {nurture: 25, qualified: 51, invite: 75}", "cut_offs: {nurture: 25, qualified: 98, invite: 100}"),),
        "cut_offs: {",
        "cut_offs.qualified: the verdict 'qualified' is never given; the scores that answers add up to go from 0 to 100, so "
        "change the points, `cut_offs`, `required` or `minimum_coverage`",
    ).holds(houses("bant-rep"), FILE)


def test_incomplete_is_expected_only_where_something_must_be_known(houses: Houses) -> None:
    """verdict-unreachable: a framework that is content with anything never says "incomplete", and need not."""
    house = houses("bant-rep")
    house.edit(FILE, "required: [need]", "required: []")
    house.edit(FILE, "minimum_coverage: 70", "minimum_coverage: 0")
    assert house.check().ok


def test_a_route_by_score_needs_every_score(houses: Houses) -> None:
    """route-uncovered: the first score for which no guard holds is named."""
    file = "conversations/bant-rep.yaml"
    Case(
        "route-uncovered",
        (
            (
                "send: recorded}}",
                (
                    "send: rated}}\n  rated:\n    always:\n      - {guard: {score: {gte: 40}}, target: recorded}\n"
                    "      - {guard: {score: {lt: 30}}, target: recorded}"
                ),
            ),
        ),
        "always:",
        "state 'rated': no transition is sure to be taken for a score of 31; add a last one without a guard: `- {target: …}`",
    ).holds(houses("bant-rep"), file)


def test_a_route_by_answers_needs_every_answer(houses: Houses) -> None:
    """route-uncovered: also what is not answered at all, and any mixture of conditions."""
    file = "conversations/bant-rep.yaml"
    Case(
        "route-uncovered",
        (
            (
                "send: recorded}}",
                (
                    "send: rated}}\n  rated:\n    always:\n      - {guard: {known: need}, target: recorded}\n"
                    "      - {guard: {unknown: need, answer: {budget: not_set}}, target: recorded}"
                ),
            ),
        ),
        "always:",
        "state 'rated': no transition is sure to be taken for budget unknown with need unknown; add a last one without a guard: "
        "`- {target: …}`",
    ).holds(houses("bant-rep"), file)


def test_a_route_that_reads_too_much_to_be_tried(houses: Houses) -> None:
    """route-uncovered: with a hundred thousand combinations, a last transition is asked for."""
    house = houses("gpctba-ci-rep")
    names = "goals, plans, challenge, need, timeline, budget, authority, committee"
    ways = (
        f"      - {{guard: {{known: [{names}]}}, target: recorded}}\n      - {{guard: {{unknown: [{names}]}}, target: recorded}}"
    )
    house.edit("conversations/gpctba-ci-rep.yaml", "send: recorded}}", f"send: rated}}}}\n  rated:\n    always:\n{ways}")
    assert "for everything its guards read; add a last one" in str(house.problem())


def test_a_route_for_every_verdict_needs_no_last_resort(houses: Houses) -> None:
    """A list of guards that leaves nothing out is as good as one that ends without a guard."""
    house = houses("bant-rep")
    listed = "[invite, qualified, nurture, unqualified, disqualified, incomplete]"
    ways = f"send: rated}}}}\n  rated:\n    always:\n      - {{guard: {{verdict: {listed}}}, target: recorded}}"
    house.edit("conversations/bant-rep.yaml", "send: recorded}}", ways)
    assert house.check().ok
