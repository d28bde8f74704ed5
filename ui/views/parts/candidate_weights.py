"""Weights as sliders, and the profiles that they are kept in."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from ui.answers import Profile, Weight
from ui.client import ClientError
from ui.views.parts import connection
from ui.views.parts.candidate_address import CandidateAddress
from ui.views.parts.text import plain
from ui.views.parts.trouble import show_trouble

Go = Callable[[CandidateAddress], None]

HIGHEST: Final = 10.0
OWN: Final = "自定"
"""How weights are called that are no profile's."""

MAX_NAME: Final = 64


def show_weights(address: CandidateAddress, used: Profile, go: Go) -> None:
    """Draw the profile and the sliders; a change leads to another order through `go`."""
    profiles = {each.name: each for each in connection.profiles().profiles}
    base = profiles.get(address.profile or next(iter(profiles)))
    if st.session_state.get("weighed-before") != address or "profile" not in st.session_state:
        _begin(address, used, base)
    names = [*profiles, *([OWN] if st.session_state["profile"] == OWN else [])]
    st.selectbox(
        "权重方案", names, key="profile", format_func=plain,
        on_change=lambda: go(address.by_profile(st.session_state["profile"])),
    )  # fmt: skip
    for weight in used.weights:
        _slider(weight, used, address, go)
    _keeping(address, used, base, go)


def _begin(address: CandidateAddress, used: Profile, base: Profile | None) -> None:
    """Put the sliders where the weights are, and remember which version of the profile they were taken from: it may
    have become another one by the time they are saved."""
    st.session_state["profile"] = OWN if address.weights or base is None else base.name
    before = st.session_state.get("weighed-before")
    if not address.weights or before is None or before.profile != address.profile:
        st.session_state["weighed-from"] = (base if address.weights and base else used).version
    st.session_state["weighed-before"] = address
    scale = max(1.0, *(each.weight / HIGHEST for each in used.weights))  # only ratios count
    st.session_state.update({f"weight-{each.key}": min(each.weight / scale, HIGHEST) for each in used.weights})


def _slider(weight: Weight, used: Profile, address: CandidateAddress, go: Go) -> None:
    def weigh() -> None:
        weights = {each.key: st.session_state[f"weight-{each.key}"] for each in used.weights}
        if any(weights.values()):
            go(address.weighed(weights))
        else:
            st.session_state[f"weight-{weight.key}"] = 1.0
            st.toast("至少要有一项指标的权重大于 0。", icon=":material/balance:")

    st.slider(
        weight.name, 0.0, HIGHEST, step=0.5, format="%.3g", key=f"weight-{weight.key}", help=weight.means,
        on_change=weigh,
    )  # fmt: skip


def _keeping(address: CandidateAddress, used: Profile, base: Profile | None, go: Go) -> None:
    """Save the weights under a name, over the profile they were taken from, or delete that."""
    with st.popover("保存方案", icon=":material/save:", width="stretch"):
        if base is not None and base.version:
            st.caption(f"“{plain(base.name)}”由 {plain(base.actor)} 保存，第 {base.version} 版。")
            if address.weights:
                st.button(
                    f"改成现在的权重：{plain(base.name)}", width="stretch",
                    on_click=partial(_keep, address, used, base.name, st.session_state["weighed-from"], go),
                )  # fmt: skip
            st.button("删除这个方案", width="stretch", on_click=partial(_delete, address, base, go))
        name = st.text_input("另存为", key="profile-name", max_chars=MAX_NAME, placeholder="方案的名称")
        st.button(
            "保存", type="primary", disabled=not name.strip(),
            on_click=partial(_keep, address, used, name.strip(), None, go),
        )  # fmt: skip


def _keep(address: CandidateAddress, used: Profile, name: str, version: int | None, go: Go) -> None:
    weights = {each.key: each.weight for each in used.weights}
    if _done(lambda: connection.api().keep_profile(name, weights, used.minimum, version), f"已保存“{name}”。"):
        st.session_state["profile-name"] = ""
        go(address.by_profile(name))


def _delete(address: CandidateAddress, profile: Profile, go: Go) -> None:
    deleted = f"已删除“{profile.name}”。"
    if _done(lambda: connection.api().delete_profile(profile.name, profile.version), deleted):
        go(address.by_profile(""))


def _done(act: Callable[[], object], said: str) -> bool:
    """Whether it worked; what went wrong is said."""
    try:
        act()
    except ClientError as error:
        show_trouble(error)
        return False
    finally:
        connection.profiles.clear()
        connection.candidates.clear()
        connection.compared_candidates.clear()
    st.toast(plain(said), icon=":material/check:")
    return True
