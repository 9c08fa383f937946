#!/usr/bin/env python3
"""test_plan.py FIXTURE - the wall, tasks, links, the plan, the office and the
journal over real sockets; every answer is held against its shape."""
import collections
import random
import subprocess
import sys
import unittest

import test_api as harness
from test_api import Client


def merge_wall(kept, news):
    if news["whole"]:
        return news
    out = dict(news)
    for name in ("tasks", "links"):
        changed = {row["id"]: row for row in news[name]}
        out[name] = [changed.get(row["id"], row) for row in kept[name]]
    return out


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.office = Client(harness.SERVER, "office", lang="zh-CN")

    def good(self, answer):
        self.assertIn(answer[0], (200, 201), answer[1])
        return answer[1]

    def add(self, title, **more):
        return self.good(self.office.post("/api/v1/tasks", {"title": title, **more}))

    def get(self, path):
        return self.good(self.office.get("/api/v1/" + path))

    def patch(self, path, body, revision, client=None):
        return (client or self.office).ask("PATCH", "/api/v1/" + path, body,
                                           headers={"If-Match": f'"{revision}"'})

    def link(self, a, b, **more):
        return self.office.post("/api/v1/links", {"from": a["bar"]["id"], "to": b["bar"]["id"], **more})


class Tasks(Case):
    def test_a_task_is_counted_back_and_says_why(self):
        card = self.add("起草方案", unit=2, deadline="2026-06-30", duration_days=10,
                        support=[{"unit": 3, "duty": "会签"}],
                        figures=[{"name": "企业", "op": ">=", "value": 4000, "unit": "家"}])
        bar = card["bar"]
        self.assertEqual((bar["start"], bar["finish"], bar["light"]), ("2026-06-16", "2026-06-30", "overdue"))
        self.assertEqual(card["duties"], [{"unit": 3, "duty": "会签"}])
        self.assertEqual(card["figures"][0]["value"], 4000)
        self.assertIn("deadline", [step["fact"] for step in card["why"]["start"]])
        self.assertIn("时限6月30日", card["light"]["why"])
        self.assertEqual(card["history"][0]["action"], "task.create")
        self.assertIsNone(card["conflict"])

    def test_an_edit_needs_the_revision_that_was_read(self):
        card = self.add("两人同改")
        path = f"tasks/{card['bar']['id']}"
        self.assertEqual(self.office.ask("PATCH", "/api/v1/" + path, {"title": "x"})[0], 428)
        edited = self.good(self.patch(path, {"title": "甲改"}, 1))
        self.assertEqual(edited["bar"]["revision"], 2)
        status, problem = self.patch(path, {"title": "乙改"}, 1)
        self.assertEqual((status, problem["code"]), (412, "ECONFLICT"))
        self.assertEqual(self.get(path)["bar"]["title"], "甲改")

    def test_an_etag_changes_with_all_that_is_shown(self):
        card = self.add("缓存", not_before="2026-07-01", deadline="2026-07-31")
        path = f"/api/v1/tasks/{card['bar']['id']}"
        for shown in (path, "/api/v1/wall"):
            self.good(self.office.get(shown))
            tag = self.office.headers["ETag"]
            self.assertEqual(self.office.get(shown, headers={"If-None-Match": tag})[0], 304)
            english = Client(harness.SERVER, "reader", lang="en")
            self.assertEqual(english.get(shown, headers={"If-None-Match": tag})[0], 200)
            self.good(self.office.post(path + "/reports", {"percent": 90, "words": "快完了"}))
            self.assertEqual(self.office.get(shown, headers={"If-None-Match": tag})[0], 200)
        self.good(self.office.get(path))
        status, _ = self.office.ask("PATCH", path, {"theme": "x"},
                                    headers={"If-Match": self.office.headers["ETag"]})
        self.assertEqual(status, 200)

    def test_absent_stays_and_null_empties(self):
        card = self.add("留与空", deadline="2026-09-30", duration_days=5, note="说明", theme="主题")
        path = f"tasks/{card['bar']['id']}"
        card = self.good(self.patch(path, {"deadline": None, "note": None}, 1))
        self.assertEqual((card["bar"]["deadline"], card["note"], card["duration_days"], card["bar"]["theme"]),
                         (None, "", 5, "主题"))

    def test_all_faults_come_at_once(self):
        status, problem = self.office.post("/api/v1/tasks", {
            "title": " ", "duration_days": -4, "start_pin": "2026-05-02", "finish_pin": "2026-05-01"})
        self.assertEqual(status, 422)
        self.assertEqual({p["field"] for p in problem["problems"]}, {"title", "duration_days", "finish_pin"})

    def test_a_reader_reads(self):
        reader = Client(harness.SERVER, "reader")
        self.assertEqual(reader.get("/api/v1/wall")[0], 200)
        self.assertEqual(reader.post("/api/v1/tasks", {"title": "x"})[0], 403)

    def test_reports_move_the_light(self):
        card = self.add("报进展", unit=2, not_before="2026-07-01", deadline="2026-07-31")
        path = f"/api/v1/tasks/{card['bar']['id']}/reports"
        card = self.good(self.office.post(path, {"percent": 90, "words": "快完了", "next": "收尾"}))
        self.assertEqual((card["bar"]["percent"], card["bar"]["light"]), (90, "ahead"))
        self.assertEqual(card["reports"][0]["by"], "林一")
        self.assertEqual(card["history"][0]["action"], "task.report")
        self.assertEqual(self.office.post(path, {"percent": 101, "words": ""})[0], 422)
        self.assertEqual(self.office.post(path, {"percent": 5, "words": "字" * 301})[0], 422)
        self.assertEqual(self.office.post(path, {"percent": 5, "words": "", "day": "2026-12-01"})[0], 422)
        card = self.good(self.office.post(path, {"percent": 100, "words": "完成"}))
        self.assertEqual(card["bar"]["light"], "done")

    def test_a_template_makes_steps(self):
        card = self.add("政策", unit=2, deadline="2026-12-31")
        card = self.good(self.office.post(f"/api/v1/tasks/{card['bar']['id']}/template",
                                          {"template": "policy-paper"}))
        self.assertEqual([step["title"] for step in card["steps"]][:2], ["调研起草", "征求意见"])
        self.assertEqual(card["bar"]["finish"], "2026-12-31")
        step = self.get(f"tasks/{card['steps'][1]['id']}")
        self.assertEqual([link["into"] for link in step["links"]], [True, False])
        self.assertIn("压茬3个工作日", step["links"][0]["sentence"])

    def test_pages_do_not_shift(self):
        ids = [self.add(f"分页{n}", level="goal")["bar"]["id"] for n in range(5)]
        first = self.get("tasks?level=goal&limit=2")
        self.good(self.office.ask("DELETE", f"/api/v1/tasks/{ids[0]}", headers={"If-Match": '"1"'}))
        second = self.get(f"tasks?level=goal&limit=2&cursor={first['next']}")
        last = self.get(f"tasks?level=goal&limit=2&cursor={second['next']}")
        self.assertEqual([t["id"] for t in first["items"] + second["items"] + last["items"]], ids)
        self.assertIsNone(last["next"])
        self.assertEqual(last["total"], 4)
        self.assertEqual(self.office.get("/api/v1/tasks?cursor=nonsense")[0], 422)

    def test_what_is_gone_is_gone(self):
        card = self.add("要移除")
        path = f"/api/v1/tasks/{card['bar']['id']}"
        done = self.good(self.office.ask("DELETE", path, headers={"If-Match": '"1"'}))
        self.assertGreater(done["version"], 0)
        self.assertEqual(self.office.get(path)[0], 404)
        self.assertNotIn(card["bar"]["id"], [t["id"] for t in self.get("wall")["tasks"]])


class Plan(Case):
    def test_links_overlap_and_cycles_are_refused(self):
        a = self.add("前段", deadline="2026-09-30", duration_days=10)
        b = self.add("后段", deadline="2026-09-30", duration_days=10)
        self.good(self.link(a, b, kind="FS", lag_min=-3))
        self.assertEqual(self.link(b, a)[1]["code"], "ECYCLE")
        self.assertEqual(self.link(a, b)[0], 409)
        self.assertEqual(self.link(a, a)[0], 422)
        wall = self.get("wall")
        link = next(l for l in wall["links"] if l["from"] == a["bar"]["id"])
        self.assertEqual((link["overlap_start"], link["overlap_finish"]), ("2026-09-17", "2026-09-20"))  # that Sunday works
        done = self.good(self.patch(f"links/{link['id']}", {"lag_min": 0}, link["revision"]))
        self.assertIn("前段", done["sentence"])
        card = self.get(f"tasks/{a['bar']['id']}")
        self.assertEqual(card["bar"]["finish"], "2026-09-16")
        self.good(self.office.ask("DELETE", f"/api/v1/links/{link['id']}", headers={"If-Match": '"2"'}))
        self.assertEqual(self.get(f"tasks/{a['bar']['id']}")["links"], [])

    def test_preview_then_apply(self):
        a = self.add("拖动甲", deadline="2026-11-30", duration_days=5)
        b = self.add("拖动乙", deadline="2026-11-30", duration_days=5)
        self.good(self.link(a, b))
        edit = {"moves": [{"task": b["bar"]["id"], "start": "2026-11-02"}]}
        preview = self.good(self.office.post("/api/v1/plan/preview", edit))
        self.assertEqual([m["title"] for m in preview["moved"]], ["拖动乙", "拖动甲"])
        self.assertIn("2项任务移动", preview["sentence"])
        self.assertEqual(self.get(f"tasks/{b['bar']['id']}")["bar"]["finish"], "2026-11-30")
        status, problem = self.office.post("/api/v1/plan/apply", {**edit, "version": preview["version"] - 1})
        self.assertEqual((status, problem["code"]), (409, "ECONFLICT"))
        done = self.good(self.office.post("/api/v1/plan/apply", {**edit, "version": preview["version"]}))
        self.assertEqual(done["version"], preview["version"] + 1)
        for moved in preview["moved"]:
            bar = self.get(f"tasks/{moved['task']}")["bar"]
            self.assertEqual((bar["start"], bar["finish"]), (moved["start"], moved["finish"]))

    def test_a_plan_that_cannot_be_met_says_what_would_free_it(self):
        a = self.add("太紧甲", not_before="2026-10-12", duration_days=10, deadline="2026-10-30")
        b = self.add("太紧乙", duration_days=10, deadline="2026-10-30")
        edit = {"links": [{"from": a["bar"]["id"], "to": b["bar"]["id"], "lag_min": 0}]}
        preview = self.good(self.office.post("/api/v1/plan/preview", edit))
        self.assertEqual(preview["conflicts"][0]["days"], 5)
        self.good(self.office.post("/api/v1/plan/apply", edit))
        conflict = next(c for c in self.get("plan/conflicts")["items"] if c["task"] == b["bar"]["id"])
        kinds = {remedy["kind"]: remedy for remedy in conflict["remedies"]}
        self.assertEqual(kinds["overlap"]["days"], 5)
        self.assertIsNotNone(self.get(f"tasks/{b['bar']['id']}")["conflict"])
        link = kinds["overlap"]["link"]
        fix = {"links": [{"id": link, "lag_min": -5}]}
        self.good(self.office.post("/api/v1/plan/apply", fix))
        self.assertIsNone(self.get(f"tasks/{b['bar']['id']}")["conflict"])

    def test_nonsense_moves_nothing(self):
        before = self.get("wall")["version"]
        for edit in ({"moves": [{"task": 999999, "start": "2026-11-02"}]},
                     {"moves": [{"task": 1, "start": "1900-01-01"}]},
                     {"moves": [{"task": 1, "start": "2026-11-02", "finish": "2026-11-01"}]},
                     {"links": [{"id": 999999, "remove": True}]},
                     {"links": [{"remove": True}]}):
            self.assertIn(self.office.post("/api/v1/plan/apply", edit)[0], (404, 422), edit)
        self.assertEqual(self.get("wall")["version"], before)

    def test_baselines_and_what_moved(self):
        card = self.add("基线任务", deadline="2026-09-30", duration_days=5)
        base = self.good(self.office.post("/api/v1/baselines", {"name": "年初"}))
        self.assertEqual(self.office.post("/api/v1/baselines", {"name": "年初"})[0], 409)
        self.good(self.patch(f"tasks/{card['bar']['id']}", {"deadline": "2026-10-16"}, 1))
        diff = self.get(f"baselines/{base['id']}/diff")
        row = next(r for r in diff["rows"] if r["task"] == card["bar"]["id"])
        self.assertEqual((row["state"], row["days"], row["old_finish"]), ("moved", 8, "2026-09-30"))
        wall = self.get("wall")
        self.assertEqual(wall["baseline"], "年初")
        bar = next(t for t in wall["tasks"] if t["id"] == card["bar"]["id"])
        self.assertEqual(bar["base_finish"], "2026-09-30")
        self.assertEqual(self.get(f"wall?baseline={base['id']}")["baseline"], "年初")
        self.assertEqual(self.office.get("/api/v1/wall?baseline=99999")[0], 404)
        self.assertEqual(self.get("baselines")["items"][0]["name"], "年初")
        self.assertEqual(len(self.get("templates")["items"]), 3)


class Office(Case):
    def test_units(self):
        unit = self.good(self.office.post("/api/v1/units", {"name": "基础研究处", "short": "基础处",
                                                            "aliases": ["基础研究处(外专局)"]}))
        self.assertEqual(unit["aliases"], ["基础研究处(外专局)"])
        self.assertEqual(self.office.post("/api/v1/units", {"name": "基础研究处"})[0], 409)
        unit = self.good(self.patch(f"units/{unit['id']}", {"outside": True}, 1))
        self.assertTrue(unit["outside"])
        self.assertEqual(self.patch(f"units/{unit['id']}", {"outside": False}, 1)[0], 412)
        self.assertIn(unit, self.get("units")["items"])
        self.assertIn("林一", [person["name"] for person in self.get("people")["items"]])

    def test_nodes(self):
        node = self.good(self.office.post("/api/v1/nodes", {"name": "半年红", "kind": "gate",
                                                            "start": "2026-06-30"}))
        self.assertEqual((node["finish"], node["kind"]), ("2026-06-30", "gate"))
        self.assertIn(node["state"], ("passed", "missed"))
        node = self.good(self.patch(f"nodes/{node['id']}", {"finish": "2026-07-02"}, 1))
        self.assertEqual(self.office.post("/api/v1/nodes", {"name": "x", "start": "2026-05-02",
                                                            "finish": "2026-05-01"})[0], 422)
        self.good(self.office.ask("DELETE", f"/api/v1/nodes/{node['id']}", headers={"If-Match": '"2"'}))
        self.assertNotIn(node["id"], [n["id"] for n in self.get("nodes")["items"]])

    def test_the_calendar_counts_as_the_notices_do(self):
        years = {year["year"]: year for year in self.get("calendars")["items"][0]["years"]}
        # days of 2022-12-31 belong to the notice of 2023
        self.assertEqual([sum(years[y]["work_days"]) for y in (2022, 2023, 2024, 2025, 2026)],
                         [249, 249, 251, 248, 248])
        self.assertFalse(years[2026]["provisional"])
        self.assertTrue(years[2028]["provisional"])
        self.assertIn({"day": "2026-10-10", "kind": "makeup", "name": ""},
                      [{**day, "name": ""} for day in years[2026]["days"]])
        for client, notice, status in ((Client(harness.SERVER, "reader"), b"{}", 403),
                                       (self.office, b"{", 400),
                                       (self.office, b'{"calendar":"cn","year":2027}', 422)):
            self.assertEqual(client.ask("POST", "/api/v1/calendars/1/years", raw=notice, headers={
                "Content-Type": "application/octet-stream"})[0], status)

    def test_the_journal_reads_and_verifies(self):
        card = self.add("记一笔")
        self.good(self.patch(f"tasks/{card['bar']['id']}", {"deadline": "2026-10-16"}, 1))
        rows = self.get(f"journal?object=task/{card['bar']['id']}")["items"]
        self.assertEqual([row["action"] for row in rows], ["task.edit", "task.create"])
        self.assertEqual(rows[0]["sentence"], "修改任务“记一笔”：时限由空改为2026年10月16日")
        self.assertEqual(rows[0]["after"]["deadline"], "2026-10-16")
        first = self.get("journal?limit=3")
        then = self.get(f"journal?limit=3&cursor={first['next']}")
        self.assertEqual(first["items"][-1]["seq"], then["items"][0]["seq"] + 1)
        check = self.get("journal/verify")
        self.assertTrue(check["ok"])
        self.assertEqual(check["head"], self.get("journal?limit=1")["items"][0]["hash"])

    def test_search(self):
        card = self.add("海洋实验室建设", note="蓝碳")
        hits = self.get("search?q=%E8%93%9D%E7%A2%B3")["items"]
        self.assertEqual([(hit["kind"], hit["id"]) for hit in hits], [("task", card["bar"]["id"])])
        self.assertEqual(self.get("search?q=%20")["items"], [])

    def test_what_changed_since_makes_the_whole_wall(self):
        kinds = collections.Counter()
        seed = random.randrange(1 << 30)
        chance = random.Random(seed)
        tasks = [self.add(f"随动{i}", duration_days=4, deadline="2026-10-30")["bar"]["id"] for i in range(6)]
        links = [self.good(self.link({"bar": {"id": a}}, {"bar": {"id": b}})) for a, b in zip(tasks, tasks[1:])]
        self.assertEqual(len(links), 5)
        kept = self.get("wall")
        self.assertTrue(kept["whole"])
        for step in range(40):
            self.change_something(chance, tasks, step)
            news = self.get(f"wall?since={kept['mark']}")
            kinds[news["whole"], bool(news["tasks"])] += 1
            kept = merge_wall(kept, news)
            whole = self.get("wall")
            self.assertEqual({k: v for k, v in kept.items() if k not in ("mark", "whole")},
                             {k: v for k, v in whole.items() if k not in ("mark", "whole")}, f"seed {seed}, step {step}")
        self.assertGreater(kinds[False, True], 10, (seed, kinds))
        nothing = self.get(f"wall?since={kept['mark']}")
        self.assertEqual((nothing["whole"], nothing["tasks"], nothing["links"]), (False, [], []))
        for strange in (1, 1 << 60):
            self.assertTrue(self.get(f"wall?since={strange}")["whole"])

    def change_something(self, chance, tasks, step):
        card = self.get(f"tasks/{chance.choice(tasks)}")
        path, revision = f"tasks/{card['bar']['id']}", card["bar"]["revision"]
        what = chance.randrange(8)
        if what == 0 and step % 4 == 0:
            tasks.append(self.add(f"新增{step}", deadline="2026-11-30")["bar"]["id"])
        elif what == 1:
            self.good(self.office.post(f"/api/v1/{path}/reports", {"percent": chance.randrange(101), "words": "推进中"}))
        elif what == 2:
            self.good(self.patch(path, {"deadline": f"2026-{chance.randrange(10, 13)}-15"}, revision))
        elif what == 3:
            self.good(self.patch(path, {"duration_days": chance.randrange(1, 9)}, revision))
        elif what == 4:
            self.good(self.patch(path, {"title": f"改名{step}", "theme": "主题"}, revision))
        elif what == 5:
            self.good(self.patch(path, {"unit": chance.randrange(1, 4)}, revision))
        elif what == 6:
            self.link({"bar": {"id": chance.choice(tasks)}}, card)  # may be refused
        else:
            self.good(self.patch(path, {"support": [{"unit": chance.randrange(1, 4)}]}, revision))

    def test_the_wall_has_it_all(self):
        wall = self.get("wall")
        self.assertEqual((wall["today"], wall["year"], wall["space"]), ("2026-07-08", 2026, "测试厅"))
        self.assertEqual(wall["calendar"]["years"][0]["year"], 2022)
        self.assertIn("项任务", wall["sentence"])
        order = [task["id"] for task in wall["tasks"]]
        for task in wall["tasks"]:
            if task["parent"] is not None:
                self.assertLess(order.index(task["parent"]), order.index(task["id"]))


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
