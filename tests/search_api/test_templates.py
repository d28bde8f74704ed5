"""The list of templates through the API."""

from fastapi.testclient import TestClient

API = "/api/v1"
PARAGRAPH = "图纸、照片另附光盘一张，联系电话见封底，来函请寄本部三号楼二层收发室转交。"


def test_staff_add_see_and_overrule_a_template(own_client: TestClient) -> None:
    added = own_client.post(f"{API}/templates", json={"text": PARAGRAPH})
    assert added.status_code == 201
    assert added.json()["state"] == "确认"
    ruled = own_client.put(f"{API}/templates/{added.json()['id']}", json={"state": "不算模板"}).json()
    assert (ruled["text"], ruled["state"]) == (PARAGRAPH, "不算模板")
    listed = own_client.get(f"{API}/templates", params={"state": ["确认", "不算模板"]}).json()["templates"]
    assert ruled in listed
    assert ruled not in own_client.get(f"{API}/templates", params={"state": "自动"}).json()["templates"]


def test_what_is_not_there_or_no_state_is_refused(own_client: TestClient) -> None:
    assert own_client.put(f"{API}/templates/987654", json={"state": "确认"}).status_code == 404
    assert own_client.put(f"{API}/templates/1", json={"state": "也许"}).status_code == 422
    assert own_client.post(f"{API}/templates", json={"text": "太短"}).status_code == 422
