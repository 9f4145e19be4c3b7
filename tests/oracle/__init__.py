"""A slow, plain simulation of availability.md, sections 2 to 5: the oracle that the engine is compared with.

It was written from the contract alone and shares no line with the package. Every second (or coarser tick) of a
period is looked at: what is active in it, what the subscription weighs then, who is charged. The only economy is that
two seconds in which exactly the same things are active are evaluated once.

    instants       written instants, dates and wall times as seconds since 1970 in UTC
    impacts        the impacts of incidents and changes, cut at the change's window
    hours          service hours, holidays and notice
    lenses         which impacts a lens admits, and what its levels weigh
    moments        weight and candidates at one instant, by recursion over `requires`
    strips         one byte per tick: is this thing active?
    scenes         what the seconds of a month can hold, and what meters show in each
    subscriptions  when a subscription is alive, and its meters in the three lenses
    figures        sums of seconds, and the JSON that shows them
    simulation     the loops over customers, months and seconds
"""

from oracle.simulation import Charge, simulate, simulate_charges, simulate_public

__all__ = ["Charge", "simulate", "simulate_charges", "simulate_public"]
