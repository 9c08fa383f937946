#!/usr/bin/env python3
"""test_people.py FIXTURE - people, posts, acting, handing over, a dissolved
unit, outsiders, and the table of the office out and in again."""
import subprocess
import sys
import unittest

import test_api as harness
from test_api import Client


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = Client(harness.SERVER, "office")
        cls.system = Client(harness.SERVER, "system")
        cls.security = Client(harness.SERVER, "security")

    def good(self, answer):
        self.assertIn(answer[0], (200, 201, 204), answer[1])
        return answer[1]

    def add(self, name, **more):
        return self.good(self.system.post("/api/v1/people", {"name": name, **more}))

    def card(self, who, client=None):
        return self.good((client or self.office).get(f"/api/v1/people/{who}"))

    def role(self, who, role):
        card = self.card(who, self.security)
        # a security administrator gives roles, but does not keep records
        return self.security.ask("PATCH", f"/api/v1/people/{who}", {"role": role},
                                 {"If-Match": str(card["person"]["revision"])})

    def by_role(self, role):
        people = self.good(self.office.get("/api/v1/people"))["items"]
        return next(one for one in people if one["role"] == role)


class Records(Case):
    def test_a_person_comes_and_is_changed(self):
        card = self.add("钱多", unit=3, title="科员", phone="138-0000", email="q@kjt.example")
        self.assertEqual((card["person"]["role"], card["person"]["phone"]), ("member", "138-0000"))
        who = card["person"]["id"]
        changed = self.good(self.office.ask("PATCH", f"/api/v1/people/{who}", {"title": "副科长"},
                                            {"If-Match": str(card["person"]["revision"])}))
        self.assertEqual((changed["person"]["title"], changed["person"]["phone"]), ("副科长", "138-0000"))
        self.assertEqual(self.office.ask("PATCH", f"/api/v1/people/{who}", {"title": "x"},
                                         {"If-Match": str(card["person"]["revision"])})[0], 412)
        for body in ({"name": ""}, {"name": "x", "unit": 999}, {"name": "x", "phone": "9" * 200}):
            self.assertIn(self.system.post("/api/v1/people", body)[0], (404, 422), body)
        # who keeps records gives no roles, and the other way round
        self.assertEqual(self.system.post("/api/v1/people", {"name": "孙才", "role": "leader"})[0], 403)
        self.assertEqual(self.security.post("/api/v1/people", {"name": "孙才"})[0], 403)
        self.assertEqual(self.office.get("/api/v1/people/99999")[0], 404)

    def test_telephones_are_for_the_unit(self):
        who = self.add("费周", unit=2, phone="139-1111")["person"]["id"]
        near = self.add("费近", unit=3, phone="139-2222")["person"]["id"]
        for name, far, close in (("office", "139-1111", "139-2222"), ("head", "", "139-2222"),
                                 ("member", "", "139-2222"), ("audit", "", "")):
            client = Client(harness.SERVER, name)
            self.assertEqual(self.card(who, client)["person"]["phone"], far, name)
            self.assertEqual(self.card(near, client)["person"]["phone"], close, name)
            listed = {one["id"]: one["phone"] for one in self.good(client.get("/api/v1/people"))["items"]}
            self.assertEqual((listed[who], listed[near]), (far, close), name)

    def test_outsiders_see_themselves(self):
        expert = Client(harness.SERVER, "expert")
        items = self.good(expert.get("/api/v1/people"))["items"]
        self.assertEqual([one["role"] for one in items], ["expert"])
        self.assertEqual(expert.get("/api/v1/people/1")[0], 404)
        self.assertEqual(expert.get("/api/v1/units")[0], 403)


class Posts(Case):
    def test_a_post_in_another_unit(self):
        who = self.by_role("member")["id"]
        member = Client(harness.SERVER, "member")
        task = self.good(self.office.post("/api/v1/tasks", {"title": "办公室的事", "unit": 1}))["bar"]["id"]
        report = {"percent": 10, "words": "已启动"}
        self.assertEqual(member.post(f"/api/v1/tasks/{task}/reports", report)[0], 403)
        body = {"unit": 1, "role": "liaison", "start": "2026-07-01", "note": "兼任"}
        self.assertEqual(self.office.post(f"/api/v1/people/{who}/holdings", body)[0], 403)
        card = self.good(self.security.post(f"/api/v1/people/{who}/holdings", body))
        holding = card["holdings"][-1]
        self.assertEqual((holding["role"], holding["unit"], holding["now"]), ("liaison", 1, True))
        self.assertEqual(member.post(f"/api/v1/tasks/{task}/reports", report)[0], 200)
        self.assertIn({"role": "liaison", "unit": 1, "acting_for": None},
                      self.good(member.get("/api/v1/session"))["roles"])
        # a browser that has seen the card hears that it changed, though the person's row did not
        self.office.get(f"/api/v1/people/{who}")
        seen = self.office.headers["ETag"]
        self.good(self.security.post(f"/api/v1/holdings/{holding['id']}/end", {"last": "2026-07-07"},
                                     headers={"If-Match": str(holding["revision"])}))
        self.assertEqual(self.office.get(f"/api/v1/people/{who}", headers={"If-None-Match": seen})[0], 200)
        self.assertEqual(member.post(f"/api/v1/tasks/{task}/reports", report)[0], 403)
        for wrong in ({**body, "role": "king"}, {**body, "finish": "2026-06-30"}, {**body, "unit": 999},
                      {**body, "role": "audit"}, {**body, "role": "inspector"}):
            self.assertEqual(self.security.post(f"/api/v1/people/{who}/holdings", wrong)[0], 422, wrong)

    def test_acting_gives_what_the_absent_one_has(self):
        head, who = self.by_role("head"), self.add("代俊", unit=3)["person"]["id"]
        body = {"unit": head["unit"], "role": "head", "acting_for": head["id"], "start": "2026-07-01",
                "finish": "2026-07-31"}
        # the head himself names who stands in for him; nobody becomes more than he is
        card = self.good(Client(harness.SERVER, "head").post(f"/api/v1/people/{who}/holdings", body))
        self.assertEqual(card["holdings"][0]["acting_for"], head["id"])
        self.assertEqual([one["id"] for one in self.card(head["id"])["holdings"]], [card["holdings"][0]["id"]])
        self.assertEqual(self.office.post(f"/api/v1/people/{who}/holdings", {**body, "role": "leader"})[0], 422)
        self.assertEqual(Client(harness.SERVER, "liaison").post(f"/api/v1/people/{who}/holdings", body)[0], 403)


class Handover(Case):
    def test_who_leaves_leaves_nothing_behind(self):
        old = self.add("辞旧", unit=3)["person"]["id"]
        new = self.add("迎新", unit=3)["person"]["id"]
        tasks = [self.good(self.office.post("/api/v1/tasks", {"title": f"移交{n}", "unit": 3, "leader": old}))
                 ["bar"]["id"] for n in range(3)]
        self.assertEqual(sorted(one["id"] for one in self.card(old)["carried"]), tasks)
        look = self.good(self.office.post(f"/api/v1/people/{old}/handover", {"to": new, "last": "2026-07-07"}))
        self.assertEqual(len(look["carried"]), 3)
        self.assertEqual(len(self.card(old)["carried"]), 3)  # only looked
        self.assertEqual(Client(harness.SERVER, "member").post(
            f"/api/v1/people/{old}/handover", {"to": new, "apply": True})[0], 403)
        self.good(self.office.post(f"/api/v1/people/{old}/handover", {"to": new, "last": "2026-07-07", "apply": True}))
        self.assertEqual(self.card(old)["carried"], [])
        self.assertEqual(self.card(old)["person"]["last"], "2026-07-07")
        self.assertEqual(sorted(one["id"] for one in self.card(new)["carried"]), tasks)
        self.assertEqual(self.office.post(f"/api/v1/people/{new}/handover", {"to": old, "apply": True})[0], 422)

    def test_who_left_does_not_come_in(self):
        who = self.add("离人", unit=3)["person"]["id"]
        made = self.good(self.security.post("/api/v1/accounts", {"person": who, "login": "liren"}))
        client = Client(harness.SERVER)
        self.good(client.post("/api/v1/session", {"name": "liren", "password": made["password"]}))
        other = self.by_role("head")["id"]
        self.good(self.office.post(f"/api/v1/people/{who}/handover", {"to": other, "last": "2026-07-07", "apply": True}))
        self.assertEqual(client.get("/api/v1/session")[0], 401)
        self.assertEqual(client.post("/api/v1/session", {"name": "liren", "password": made["password"]})[0], 403)


class Dissolved(Case):
    def test_everything_goes_to_the_successor(self):
        unit = self.good(self.office.post("/api/v1/units", {"name": "将撤处", "short": "撤处"}))
        below = self.good(self.office.post("/api/v1/units", {"name": "将撤处一科", "parent": unit["id"]}))
        heir = self.good(self.office.post("/api/v1/units", {"name": "接续处", "short": "接处"}))
        person = self.add("随处转", unit=unit["id"])["person"]["id"]
        leads = self.good(self.office.post("/api/v1/tasks", {"title": "撤处牵头", "unit": unit["id"]}))["bar"]["id"]
        helps = self.good(self.office.post("/api/v1/tasks", {
            "title": "两处都配合", "unit": 1, "support": [{"unit": unit["id"], "duty": "供稿"}, {"unit": heir["id"], "duty": ""}]}))["bar"]["id"]
        body, match = {"successor": heir["id"], "last": "2026-07-31"}, {"If-Match": str(unit["revision"])}
        path = f"/api/v1/units/{unit['id']}/dissolve"
        look = self.good(self.office.post(path, body, headers=match))
        self.assertEqual([look[key] for key in ("leads", "supports", "people", "units")], [1, 1, 1, 1])
        self.assertEqual(self.office.post(path, {**body, "successor": unit["id"]}, headers=match)[0], 422)
        self.good(self.office.post(path, {**body, "apply": True}, headers=match))
        units = {one["id"]: one for one in self.good(self.office.get("/api/v1/units"))["items"]}
        self.assertNotIn(unit["id"], units)
        self.assertEqual(units[below["id"]]["parent"], heir["id"])
        self.assertTrue({"将撤处", "撤处"} <= set(units[heir["id"]]["aliases"]))
        self.assertEqual(self.good(self.office.get(f"/api/v1/tasks/{leads}"))["bar"]["unit"], heir["id"])
        self.assertEqual(self.good(self.office.get(f"/api/v1/tasks/{helps}"))["bar"]["support"], [heir["id"]])
        self.assertEqual(self.card(person)["person"]["unit"], heir["id"])
        self.assertEqual(self.office.post(path, {**body, "apply": True}, headers=match)[0], 412)


class Outsiders(Case):
    def test_a_grant_shows_one_task_and_its_steps(self):
        expert, who = Client(harness.SERVER, "expert"), None
        people = self.good(self.office.get("/api/v1/people"))["items"]
        who = next(one["id"] for one in people if one["role"] == "expert")
        task = self.good(self.office.post("/api/v1/tasks", {"title": "请专家看", "unit": 3}))["bar"]["id"]
        step = self.good(self.office.post("/api/v1/tasks", {"title": "其中一步", "unit": 3, "parent": task}))["bar"]["id"]
        other = self.good(self.office.post("/api/v1/tasks", {"title": "不给看", "unit": 3}))["bar"]["id"]
        self.assertEqual(self.good(expert.get("/api/v1/tasks"))["total"], 0)
        card = self.good(self.office.post(f"/api/v1/people/{who}/given", {"task": task, "until": "2026-12-31"}))
        self.assertEqual([row["task"] for row in card["given"]], [task])
        listed = self.good(expert.get("/api/v1/tasks"))
        self.assertEqual((listed["total"], sorted(row["id"] for row in listed["items"])), (2, sorted([task, step])))
        wall = self.good(expert.get("/api/v1/wall"))
        self.assertEqual(len(wall["tasks"]), 2)
        self.assertTrue(wall["sentence"].startswith("2 tasks"), wall["sentence"])
        self.assertEqual([unit["id"] for unit in wall["units"]], [3])
        self.assertEqual(self.good(expert.get("/api/v1/search?q=%E4%B8%8D%E7%BB%99%E7%9C%8B"))["items"], [])
        self.assertEqual(expert.get(f"/api/v1/tasks/{other}")[0], 404)
        self.assertEqual(expert.get(f"/api/v1/tasks/{task}")[0], 200)
        for path in ("/api/v1/directives", "/api/v1/plan/conflicts", "/api/v1/baselines", "/api/v1/journal"):
            self.assertEqual(expert.get(path)[0], 403, path)
        self.assertEqual(expert.post(f"/api/v1/tasks/{task}/reports", {"percent": 1, "words": "x"})[0], 403)
        self.assertEqual(self.office.post(f"/api/v1/people/{self.by_role('head')['id']}/given", {"task": task})[0], 422)
        self.assertEqual(self.office.ask("DELETE", f"/api/v1/given/{card['given'][0]['id']}")[0], 204)
        self.assertEqual(expert.get(f"/api/v1/tasks/{task}")[0], 404)


class Table(Case):
    def test_out_and_in_again_changes_nothing(self):
        status, sheet = self.office.get("/api/v1/exports/office.xlsx")
        self.assertEqual((status, sheet[:2]), (200, b"PK"))
        look = self.good(self.office.ask("POST", "/api/v1/office?name=office.xlsx", raw=sheet))
        self.assertEqual((look["lines"], look["problems"], look["written"]), ([], [], False))
        self.assertGreater(look["unchanged"], 5)

    def test_what_differs_is_shown_then_written(self):
        table = "单位\t简称\t上级单位\t姓名\t职务\n试验处\t试处\t\t\t\n试验处一科\t\t试验处\t试人\t科长\n".encode()
        look = self.good(self.office.ask("POST", "/api/v1/office?name=t.tsv", raw=table))
        self.assertEqual([(one["what"], one["name"], one["fresh"]) for one in look["lines"]],
                         [("unit", "试验处", True), ("unit", "试验处一科", True), ("person", "试人", True)])
        units = [one["name"] for one in self.good(self.office.get("/api/v1/units"))["items"]]
        self.assertNotIn("试验处", units)
        self.assertTrue(self.good(self.office.ask("POST", "/api/v1/office?name=t.tsv&apply=true", raw=table))["written"])
        again = self.good(self.office.ask("POST", "/api/v1/office?name=t.tsv", raw=table))
        self.assertEqual(again["lines"], [])

    def test_faults_name_their_cells(self):
        table = "单位\t上级单位\t姓名\t角色\n甲处\t没有的处\t\t\n\t\t无处\t\n乙处\t\t某人\t领导\n".encode()
        look = self.good(self.office.ask("POST", "/api/v1/office?name=t.tsv", raw=table))
        cells = [one["cell"] for one in look["problems"]]
        # the last: the office gives no roles
        self.assertEqual(cells, ["B2", "A3", "D4"])
        self.assertEqual(self.office.ask("POST", "/api/v1/office?name=t.tsv&apply=true", raw=table)[0], 422)
        self.assertEqual(Client(harness.SERVER, "head").ask("POST", "/api/v1/office?name=t.tsv", raw=table)[0], 403)


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
