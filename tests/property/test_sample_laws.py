"""What holds for every seed of the sample."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dealerdesk.domain.documents import Market
from dealerdesk.domain.people import inspect_company_number, inspect_id_number
from dealerdesk.domain.plates import PlateForm, inspect_plate
from dealerdesk.domain.vin import inspect_vin, model_year_candidates
from dealerdesk.domain.wmi import maker_of
from dealerdesk.services.sample import people
from dealerdesk.services.sample.chance import Chance
from dealerdesk.services.sample.dealership import Dealership
from dealerdesk.services.sample.filing import Users
from dealerdesk.services.sample.plates import PlateOffice
from dealerdesk.services.sample.rows import Ids
from dealerdesk.services.sample.vehicles import LINES, Works
from dealerdesk.services.sample.workshop import Life, Workshop

chances = st.integers().map(lambda seed: Chance(str(seed)))
markets = st.sampled_from(Market)
days = st.dates(date(2005, 1, 1), date(2090, 12, 31))


@given(chances, st.integers(0, 100), st.integers(0, 100))
def test_a_number_between_two_bounds_lies_between_them(chance: Chance, low: int, span: int) -> None:
    assert low <= chance.between(low, low + span) <= low + span


@given(chances, st.lists(st.tuples(markets, st.booleans()), max_size=60))
def test_no_two_vehicles_have_the_same_plate_at_a_time(
    chance: Chance, wanted: list[tuple[Market, bool]]
) -> None:
    office = PlateOffice(chance)
    plates = [office.give(market, electric=electric) for market, electric in wanted]
    assert len({plate.key for plate in plates}) == len(plates)
    for plate in plates:
        report = inspect_plate(plate.plate)
        assert (report.plate, report.key, report.error) == (*plate, None)


@given(chances)
def test_a_plate_that_was_handed_back_is_given_again(chance: Chance) -> None:
    office = PlateOffice(chance)
    plate = office.give(Market.CHINA, electric=True)
    assert inspect_plate(plate.plate).form is PlateForm.NEW_ENERGY
    office.hand_back(Market.CHINA, plate, electric=True)
    assert office.give(Market.CHINA, electric=True) == plate


@given(chances, st.lists(st.tuples(markets, st.integers(1985, 2095)), max_size=40))
def test_every_vehicle_has_a_valid_vin_of_its_own(chance: Chance, wanted: list[tuple[Market, int]]) -> None:
    works = Works(chance)
    vehicles = [works.build(market, year) for market, year in wanted]
    assert len({vehicle.vin for vehicle in vehicles}) == len(vehicles)
    for vehicle, (market, year) in zip(vehicles, wanted, strict=True):
        report = inspect_vin(vehicle.vin)
        assert (report.vin, report.error, report.warning) == (vehicle.vin, None, None)
        assert maker_of(vehicle.vin)
        assert vehicle.line in LINES[market]
        assert year in model_year_candidates(vehicle.vin, latest=2100)


@given(chances, markets, days, st.integers(1, 10_000_000))
def test_numbers_of_people_and_companies_fit_their_check_digits(
    chance: Chance, market: Market, today: date, serial: int
) -> None:
    number, born = people.id_number(chance, market, serial, today)
    assert born.year <= today.year - 20
    assert not number or inspect_id_number(number).warning is None
    company = people.company_number(chance, market, serial)
    assert not company or inspect_company_number(company).warning is None


@given(chances, days, st.sets(st.integers(1, 500_000), min_size=2, max_size=30))
def test_no_two_people_have_the_same_number(chance: Chance, today: date, serials: set[int]) -> None:
    residents = [str(people.id_number(chance, Market.CHINA, serial, today)[0]) for serial in serials]
    taiwanese = [str(people.id_number(chance, Market.TAIWAN, serial, today)[0]) for serial in serials]
    # Not even when district, letter and sex, which are drawn, happen to agree.
    assert len({number[6:17] for number in residents}) == len(serials)
    assert len({number[2:9] for number in taiwanese}) == len(serials)


@given(chances, markets, days, st.integers(0, 9 * 365), st.booleans())
def test_visits_go_forward_and_bills_add_up(
    chance: Chance, market: Market, today: date, age: int, electric: bool
) -> None:
    since = date.fromordinal(today.toordinal() - age)
    life = Life(1, market, electric, since, 20, 12_000)
    before = ""
    odometer = 0
    for visit in Workshop(chance, Ids({}), today).visits(life):
        order = visit.order
        assert since.isoformat() <= order.date_in < today.isoformat()
        assert order.date_in > before
        assert order.odometer_in >= odometer
        assert order.total == sum(line.line_amount for line in visit.lines)
        assert order.total == order.parts_cost + order.labour_cost + order.other_cost
        assert (order.settlement_no is None) == (order.settled_on is None)
        before, odometer = order.date_in, order.odometer_out or order.odometer_in


@given(st.integers(), days, st.integers(1, 30))
def test_a_dealership_of_any_day_is_the_same_twice_and_lies_in_the_past(
    seed: int, today: date, count: int
) -> None:
    files, again = (
        list(Dealership(seed, today, Ids({}), Users(1, (1, 2, 3))).files(count)) for _ in range(2)
    )
    assert again == files
    made = [graph.file.created_at for graph in files]
    assert made == sorted(made)
    assert made[-1] < today.isoformat()
    assert len({graph.file.file_no for graph in files}) == count
