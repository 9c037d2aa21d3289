import pytest

from simulator.session.states import TABLE, IllegalStepError, after

STATES = {"ready", "asking", "listening", "judging", "closed"}
STEPS = {"begin", "resume", "asked", "again", "answered", "probe", "close", "stop"}


def test_every_state_can_be_reached_and_only_closed_is_final():
    assert {state for state, _ in TABLE} == STATES - {"closed"}
    assert set(TABLE.values()) == STATES - {"ready"}


@pytest.mark.parametrize(("state", "step"), sorted((a, b) for a in STATES for b in STEPS))
def test_a_pair_outside_the_table_raises(state, step):
    if (state, step) in TABLE:
        assert after(state, step) == TABLE[state, step]
    else:
        with pytest.raises(IllegalStepError, match=f"'{step}' cannot happen while '{state}'"):
            after(state, step)


def test_an_interview_with_one_probe_walks_the_table():
    state = "ready"
    for step in ("begin", "asked", "again", "answered", "probe", "asked", "answered", "close"):
        state = after(state, step)
    assert state == "closed"
