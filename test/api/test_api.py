#!/usr/bin/env python3
"""test_api.py FIXTURE - the API over real sockets: sign-in, rights, forms of
requests and answers, events.  Every JSON answer is held against its shape."""
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

FIXTURE = sys.argv.pop(1)
SHAPES = {}       # "GET /api/v1/tasks/{id}" -> "Task", from the server's own description
RECORDED = []     # lines for fixture --check


class Server:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "test.gtspace")
        self.passwords = {}
        self.start()

    def start(self):
        self.process = subprocess.Popen([FIXTURE, self.path], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        while True:
            name, value = self.process.stdout.readline().split()
            if name == "port":
                self.port = int(value)
                break
            self.passwords[name] = value

    def stop(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(60)


class Client:
    """One signed-in (or nameless) user."""

    def __init__(self, server, name=None, lang="en"):
        self.server, self.cookie, self.lang = server, None, lang
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        if name:
            status, body = self.post("/api/v1/session",
                                     {"name": name, "password": server.passwords[name]})
            assert status == 200, body
            self.session = body

    def ask(self, method, path, body=None, headers=None, raw=None):
        sent = {"Accept-Language": self.lang, "X-Guatu": "1"}
        if body is not None:
            raw = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        if self.cookie:
            sent["Cookie"] = self.cookie
        sent.update(headers or {})
        sent = {k: v for k, v in sent.items() if v is not None}
        self.connection.request(method, path, raw, sent)
        reply = self.connection.getresponse()
        data = reply.read()
        self.headers = reply.headers
        if reply.headers.get("Set-Cookie"):
            self.cookie = reply.headers["Set-Cookie"].split(";")[0]
        kind = reply.headers.get("Content-Type", "")
        if "json" not in kind or not data:
            return reply.status, data
        self.record(method, path, reply.status, data)
        return reply.status, json.loads(data)

    def record(self, method, path, status, data):
        line = data.decode().replace("\n", " ")
        if status >= 400:
            RECORDED.append("Problem\t" + line)
            return
        path = path.split("?")[0]
        for route, shape in SHAPES.items():
            route_method, template = route.split(" ")
            if route_method == method and re.fullmatch(
                    re.sub(r"\{\w+\}", r"[^/]+", template), path):
                RECORDED.append(shape + "\t" + line)
                return

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, body, **more)


SERVER = Server()


class SignIn(unittest.TestCase):
    def test_who_is_right_comes_in(self):
        client = Client(SERVER, "office")
        self.assertEqual((client.session["name"], client.session["role"], client.session["year"],
                          client.session["today"]), ("林一", "office", 2026, "2026-07-08"))
        self.assertEqual(client.session["space"], "Test department")
        cookie = client.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="):
            self.assertIn(part, cookie)
        self.assertEqual(client.get("/api/v1/session")[0], 200)

    def test_wrong_name_and_wrong_password_look_alike(self):
        client = Client(SERVER)
        answers = [client.post("/api/v1/session", {"name": name, "password": "wrong-password-1"})
                   for name in ("office", "nobody")]
        self.assertEqual([a[0] for a in answers], [401, 401])
        self.assertEqual(answers[0][1]["detail"], answers[1][1]["detail"])
        self.assertNotIn("Set-Cookie", client.headers)

    def test_errors_come_in_the_asked_language(self):
        self.assertEqual(Client(SERVER, lang="zh-CN").get("/api/v1/session")[1]["detail"], "请先登录")
        self.assertEqual(Client(SERVER, lang="en").get("/api/v1/session")[1]["detail"],
                         "please sign in")

    def test_five_wrong_passwords_lock_the_account(self):
        client = Client(SERVER)
        for _ in range(5):
            self.assertEqual(client.post("/api/v1/session", {"name": "locked", "password": "x" * 12})[0], 401)
        status, body = client.post("/api/v1/session",
                                   {"name": "locked", "password": SERVER.passwords["locked"]})
        self.assertEqual(status, 429)
        self.assertIn("15 min", body["detail"])

    def test_an_address_that_is_wrong_too_often_has_to_wait(self):
        client = Client(SERVER)
        guess = {"name": "nobody", "password": "x" * 12}
        here = {"X-Forwarded-For": "10.9.9.9"}
        statuses = [client.post("/api/v1/session", guess, headers=here)[0] for _ in range(21)]
        self.assertEqual(statuses, [401] * 20 + [429])
        right = {"name": "reader", "password": SERVER.passwords["reader"]}
        self.assertEqual(client.post("/api/v1/session", right, headers=here)[0], 429)
        self.assertEqual(client.post("/api/v1/session", right)[0], 200)

    def test_signing_out_ends_it(self):
        client = Client(SERVER, "office")
        kept = client.cookie
        self.assertEqual(client.ask("DELETE", "/api/v1/session"), (204, b""))
        self.assertEqual(client.get("/api/v1/session", headers={"Cookie": kept})[0], 401)

    def test_a_made_up_token_is_nobody(self):
        for token in ("", "x", "0" * 64, "../../etc", "0" * 5000):
            self.assertEqual(Client(SERVER).get(
                "/api/v1/session", headers={"Cookie": "guatu_session=" + token})[0], 401)

    def test_a_session_outlives_a_restart(self):
        global SERVER
        client = Client(SERVER, "reader")
        self.assertEqual(SERVER.stop(), 0)
        SERVER.start()
        again = Client(SERVER)
        again.cookie = client.cookie
        self.assertEqual(again.get("/api/v1/session")[0], 200)


class Doors(unittest.TestCase):
    def test_nothing_but_health_and_sign_in_is_open(self):
        nobody = Client(SERVER)
        for route in SHAPES:
            method, path = route.split(" ")
            if (method, path) in (("POST", "/api/v1/session"), ("POST", "/api/v1/session/code"),
                                  ("GET", "/api/v1/sign-in")):
                continue
            if path == "/api/v1/calendar.ics":  # its address holds the secret
                self.assertIn(nobody.get(path)[0], (404, 422), route)
                continue
            if path.startswith("/api/v1/sign-in/"):  # goes somewhere else, or nowhere
                self.assertIn(nobody.get(path)[0], (404, 200), route)
                continue
            status, body = nobody.ask(method, re.sub(r"\{\w+\}", "1", path),
                                      {} if route in BODIES else None)
            self.assertEqual(status, 401, route)
        self.assertEqual(nobody.get("/healthz")[0], 200)

    def test_who_may_read_may_not_write(self):
        reader = Client(SERVER, "reader")
        seen = 0
        for route in SHAPES:
            method, path = route.split(" ")
            if WRITES.get(RIGHTS.get(route), False):
                seen += 1
                status, _ = reader.ask(method, re.sub(r"\{\w+\}", "1", path),
                                       {} if route in BODIES else None)
                self.assertEqual(status, 403, route)
        self.assertGreater(seen, 40)

    def test_writes_must_come_from_this_site(self):
        client = Client(SERVER, "office")
        for headers, want in (({"X-Guatu": None}, 403), ({"X-Guatu": "2"}, 403),
                              ({"X-Guatu": None, "Sec-Fetch-Site": "cross-site"}, 403),
                              ({"X-Guatu": None, "Sec-Fetch-Site": "same-site"}, 403),
                              ({"X-Guatu": None, "Sec-Fetch-Site": "same-origin"}, 204)):
            self.assertEqual(client.ask("DELETE", "/api/v1/session", headers=headers)[0], want,
                             headers)

    def test_metrics_tell_no_secret_and_not_everybody(self):
        Client(SERVER, "reader")
        text = Client(SERVER).get("/metrics")[1].decode()
        self.assertIn('guatu_build_info{version="', text)
        self.assertIn('guatu_http_seconds_bucket{method="POST",route="/api/v1/session",le="+Inf"}', text)
        self.assertNotIn(SERVER.path, text)
        self.assertEqual(Client(SERVER).get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"})[0], 401)
        self.assertEqual(Client(SERVER, "reader").get(
            "/metrics", headers={"X-Forwarded-For": "10.0.0.1"})[0], 200)

    def test_unknown_addresses_are_problems_too(self):
        client = Client(SERVER)
        self.assertEqual(client.get("/api/v1/nothing")[1]["code"], "ENOTFOUND")
        status, body = client.ask("PUT", "/api/v1/session", {})
        self.assertEqual((status, client.headers["Allow"]), (405, "POST, GET, DELETE"))
        self.assertEqual(client.headers["Content-Type"], "application/problem+json")


class Forms(unittest.TestCase):
    def test_all_faults_of_a_body_are_told_at_once(self):
        status, body = Client(SERVER).post("/api/v1/session",
                                           {"name": 5, "extra": True, "more": []})
        self.assertEqual(status, 422)
        self.assertEqual({p["field"]: p["text"] for p in body["problems"]}, {
            "name": "must be text", "password": "is missing",
            "extra": "is no field of SignIn", "more": "is no field of SignIn"})

    def test_a_body_that_is_no_json(self):
        client = Client(SERVER)
        json_type = {"Content-Type": "application/json"}
        for raw in (b"", b"{", b'{"name": "a" "password"}', b"\xff\xfe", b'{"name":1,"name":2}'):
            status, body = client.post("/api/v1/session", raw=raw, headers=json_type)
            self.assertEqual((status, body["code"]), (400, "EPARSE"), raw)
        self.assertEqual(client.post("/api/v1/session", raw=b"name=a",
                                     headers={"Content-Type": "text/plain"})[0], 415)

    def test_a_query_that_the_route_does_not_know(self):
        status, body = Client(SERVER, "reader").get("/api/v1/session?colour=red&size=1")
        self.assertEqual((status, [p["field"] for p in body["problems"]]),
                         (422, ["colour", "size"]))

    def test_the_description_is_whole(self):
        client = Client(SERVER, "reader")
        status, document = client.get("/api/v1/openapi.json")
        self.assertEqual((status, document["openapi"]), (200, "3.1.0"))
        refs, ids = [], []

        def walk(value):
            if isinstance(value, dict):
                if "$ref" in value:
                    refs.append(value["$ref"])
                for key, inner in value.items():
                    if key == "operationId":
                        ids.append(inner)
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)
        walk(document)
        self.assertGreater(len(refs), 10)
        for ref in refs:
            at = document
            for part in ref.removeprefix("#/").split("/"):
                self.assertIn(part, at, ref)
                at = at[part]
        self.assertEqual(len(ids), len(set(ids)))
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                self.assertIn(method, ("get", "post", "patch", "put", "delete"))
                named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
                self.assertEqual(named, set(re.findall(r"\{(\w+)\}", path)), path)
                self.assertTrue(any(s[0] == "2" for s in operation["responses"]), path)


class Events(unittest.TestCase):
    def listen(self, client, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", SERVER.port, timeout=10)
        connection.request("GET", "/api/v1/events", headers={"Cookie": client.cookie, **(headers or {})})
        return connection, connection.getresponse()

    def test_a_page_hears_where_the_space_stands(self):
        connection, reply = self.listen(Client(SERVER, "reader"))
        self.assertEqual(reply.getheader("Content-Type"), "text/event-stream")
        lines = [reply.readline().decode().strip() for _ in range(3)]
        self.assertRegex(lines[1], r"id: \d+")
        self.assertEqual(lines[2], "event: hello")
        connection.close()

    def test_the_stream_ends_with_the_session(self):
        client = Client(SERVER, "reader")
        connection, reply = self.listen(client)
        reply.readline()
        self.assertEqual(client.ask("DELETE", "/api/v1/session")[0], 204)
        began = time.monotonic()
        reply.read()
        self.assertLess(time.monotonic() - began, 5)
        connection.close()

    def test_nobody_listens_without_a_session(self):
        connection = http.client.HTTPConnection("127.0.0.1", SERVER.port, timeout=10)
        connection.request("GET", "/api/v1/events")
        self.assertEqual(connection.getresponse().status, 401)
        connection.close()


class Directives(unittest.TestCase):
    """From a document to tasks, and to a second version that they follow."""

    def setUp(self):
        self.client = Client(SERVER, "office", lang="en")

    def send(self, name, **query):
        with open(os.path.join(DATA, name), "rb") as file:
            more = "".join(f"&{key}={value}" for key, value in query.items())
            status, body = self.client.post(f"/api/v1/directives?name={name}{more}", raw=file.read(),
                                            headers={"Content-Type": "application/octet-stream"})
        self.assertEqual(status, 200, body)
        return body

    def act(self, path, body=None, want=200, **more):
        status, answer = self.client.post("/api/v1/" + path, body, **more)
        self.assertEqual(status, want, answer)
        return answer

    def read(self, directive):
        return self.client.get(f"/api/v1/directives/{directive}")[1]

    def clause(self, directive, number):
        return next(c for c in self.read(directive)["clauses"] if c["number"] == number)

    def task(self, task):
        return self.client.get(f"/api/v1/tasks/{task}")[1]

    def test_a_document_is_read_and_kept(self):
        document = self.send("plan-v1.txt")
        row = document["row"]
        self.assertEqual((row["number"], row["issued"], row["year"], row["issuer"], row["version"]),
                         ("云科发〔2026〕8号", "2026-01-12", 2026, "云海省科学技术厅", 1))
        self.assertEqual(row["coverage"], {"clauses": 5, "asking": 5, "accepted": 0, "mapped": 0,
                                           "nothing": 0, "open": 5})
        for clause in document["clauses"]:
            self.assertEqual(document["text"][clause["start"]:clause["end"]], clause["text"])
        first = document["clauses"][0]
        self.assertEqual((first["title"], first["lead"]["unit"], first["due"], first["state"]),
                         ("开展高新技术企业培育行动", 3, "2026-09-30", "proposed"))
        self.assertEqual([b["kind"] for b in document["blocks"]][:2], ["title", "para"])
        with open(os.path.join(DATA, "plan-v1.txt"), "rb") as file:
            self.assertEqual(self.client.get(f"/api/v1/directives/{row['id']}/file")[1], file.read())
        self.assertIn("plan-v1.txt", self.client.headers["Content-Disposition"])
        listed = self.client.get("/api/v1/directives")[1]["items"]
        self.assertIn(row["id"], [r["id"] for r in listed])

    def test_its_head_is_corrected_by_one_at_a_time(self):
        row = self.send("plan-v1.txt")["row"]
        path = f"/api/v1/directives/{row['id']}"
        status, _ = self.client.ask("PATCH", path, {"number": "云科发〔2026〕9号"})
        self.assertEqual(status, 428)
        status, body = self.client.ask("PATCH", path, {"number": "云科发〔2026〕9号", "issued": None},
                                       headers={"If-Match": f'"{row["revision"]}"'})
        self.assertEqual((status, body["number"], body["issued"], body["title"]),
                         (200, "云科发〔2026〕9号", None, row["title"]))
        status, body = self.client.ask("PATCH", path, {"year": 2027},
                                       headers={"If-Match": f'"{row["revision"]}"'})
        self.assertEqual((status, body["code"]), (412, "ECONFLICT"))

    def test_accepting_makes_the_task_and_taking_back_unmakes_it(self):
        directive = self.send("plan-v1.txt")["row"]["id"]
        clause = self.clause(directive, "一/(一)")
        answer = self.act(f"clauses/{clause['id']}/accept", {"theme": "企业"})
        accepted = answer["items"][0]
        self.assertEqual((accepted["state"], len(accepted["tasks"]), answer["coverage"]["accepted"]),
                         ("accepted", 1, 1))
        task = self.task(accepted["tasks"][0])
        self.assertEqual((task["bar"]["title"], task["bar"]["unit"], task["bar"]["support"],
                          task["bar"]["deadline"], task["bar"]["theme"], task["bar"]["directive"]),
                         ("开展高新技术企业培育行动", 3, [2], "2026-09-30", "企业", directive))
        self.assertEqual([(f["op"], f["value"], f["unit"]) for f in task["figures"]], [(">=", 400, "家")])
        self.assertEqual([c["id"] for c in task["clauses"]], [clause["id"]])
        self.assertEqual(self.act(f"clauses/{clause['id']}/accept", {}, 409)["code"], "ECONFLICT")
        answer = self.act(f"clauses/{clause['id']}/reopen")
        self.assertEqual((answer["items"][0]["state"], answer["items"][0]["tasks"]), ("proposed", []))
        self.assertEqual(self.client.get(f"/api/v1/tasks/{accepted['tasks'][0]}")[0], 404)

    def test_a_task_with_reports_is_not_unmade(self):
        directive = self.send("plan-v1.txt")["row"]["id"]
        clause = self.clause(directive, "二/(一)")
        task = self.act(f"clauses/{clause['id']}/accept", {})["items"][0]["tasks"][0]
        self.act(f"tasks/{task}/reports", {"percent": 20, "words": "方案已成稿"})
        problem = self.act(f"clauses/{clause['id']}/reopen", want=409)
        self.assertIn("1 report", problem["detail"])
        self.assertEqual(self.clause(directive, "二/(一)")["state"], "accepted")

    def test_an_unknown_unit_is_never_guessed(self):
        directive = self.send("plan-v1.txt")["row"]["id"]
        clause = self.clause(directive, "二/(三)")
        self.assertEqual(clause["lead"]["unit"], None)
        problem = self.act(f"clauses/{clause['id']}/accept", {}, 422)
        self.assertEqual([p["field"] for p in problem["problems"]], ["lead"])
        status, answer = self.client.ask("PATCH", f"/api/v1/clauses/{clause['id']}",
                                         {"lead_unit": 1, "due": "2026-11-30", "support": []},
                                         headers={"If-Match": f'"{clause["revision"]}"'})
        edited = answer["items"][0]
        self.assertEqual((status, edited["edited"], edited["lead"]["unit"], edited["due"],
                          edited["support"], edited["state"]),
                         (200, True, 1, "2026-11-30", [], "proposed"))
        answer = self.act(f"clauses/{clause['id']}/accept", {})
        self.assertEqual(self.task(answer["items"][0]["tasks"][0])["bar"]["unit"], 1)

    def test_every_clause_can_get_its_answer(self):
        directive = self.send("plan-v1.txt")["row"]["id"]
        ids = [c["id"] for c in self.read(directive)["clauses"]]
        task = self.act(f"clauses/{ids[0]}/accept", {})["items"][0]["tasks"][0]
        self.assertEqual(self.act(f"clauses/{ids[1]}/map", {"task": task})["items"][0]["tasks"], [task])
        self.act(f"clauses/{ids[2]}/map", {"task": 999999}, 404)
        self.act(f"clauses/{ids[2]}/nothing", {"reason": "  "}, 422)
        nothing = self.act(f"clauses/{ids[2]}/nothing", {"reason": "已由去年任务完成"})["items"][0]
        self.assertEqual((nothing["state"], nothing["reason"]), ("nothing", "已由去年任务完成"))
        for clause in ids[3:]:
            coverage = self.act(f"clauses/{clause}/nothing", {"reason": "不属本厅职责"})["coverage"]
        self.assertEqual(coverage, {"clauses": 5, "asking": 5, "accepted": 1, "mapped": 1,
                                    "nothing": 3, "open": 0})
        self.assertEqual({c["id"] for c in self.task(task)["clauses"]}, set(ids[:2]))
        self.act(f"clauses/{ids[1]}/reopen")
        self.assertEqual([c["id"] for c in self.task(task)["clauses"]], ids[:1])

    def test_clauses_are_split_and_merged(self):
        directive = self.send("plan-v1.txt")["row"]["id"]
        document = self.read(directive)
        clause = document["clauses"][1]
        cut = clause["start"] + clause["text"].index("组织专家评审")
        for bad in ([clause["start"]], [clause["end"]], [cut, cut], []):
            self.act(f"clauses/{clause['id']}/split", {"at": bad}, 422)
        parts = self.act(f"clauses/{clause['id']}/split", {"at": [cut]})["items"]
        self.assertEqual([p["text"] for p in parts],
                         [document["text"][clause["start"]:cut], document["text"][cut:clause["end"]]])
        self.assertEqual([p["lead"]["unit"] for p in parts], [2, 2])
        self.assertEqual([p["due"] for p in parts], ["2026-06-30", "2026-06-30"])
        order = [c["id"] for c in self.read(directive)["clauses"]]
        self.assertEqual(order[1:3], [p["id"] for p in parts])
        self.act("clauses/merge", {"clauses": [order[0], order[2]]}, 422)
        merged = self.act("clauses/merge", {"clauses": [parts[1]["id"], parts[0]["id"]]})
        self.assertEqual((merged["items"][0]["id"], merged["items"][0]["text"], merged["removed"]),
                         (clause["id"], clause["text"], [parts[1]["id"]]))
        self.assertEqual(len(self.read(directive)["clauses"]), 5)

    def test_many_are_accepted_at_once_after_a_look(self):
        directive = self.send("plan-v1.txt")["row"]["id"]
        clauses = self.read(directive)["clauses"]
        preview = self.act(f"directives/{directive}/accept", {"confidence": 0.5})
        self.assertEqual((preview["accept"], [h["clause"] for h in preview["held"]], preview["applied"]),
                         ([c["id"] for c in clauses[:4]], [clauses[4]["id"]], False))
        self.assertEqual(self.read(directive)["row"]["coverage"]["open"], 5)
        strict = self.act(f"directives/{directive}/accept", {"confidence": 1})
        self.assertEqual(strict["accept"], [])
        done = self.act(f"directives/{directive}/accept", {"confidence": 0.5, "apply": True})
        self.assertEqual((done["accept"], done["sentence"]),
                         (preview["accept"], "4 tasks were made; 1 clauses want a look first."))
        coverage = self.read(directive)["row"]["coverage"]
        self.assertEqual((coverage["accepted"], coverage["open"]), (4, 1))
        again = self.act(f"directives/{directive}/accept", {"clauses": [clauses[0]["id"]], "apply": True})
        self.assertEqual((again["accept"], len(again["held"])), ([], 1))

    def test_tasks_follow_a_new_version(self):
        first = self.send("plan-v1.txt")["row"]["id"]
        self.act(f"directives/{first}/accept", {"confidence": 0.5, "apply": True})
        tasks = {c["number"]: c["tasks"][0] for c in self.read(first)["clauses"] if c["tasks"]}
        by_hand = self.task(tasks["一/(二)"])["bar"]
        self.client.ask("PATCH", f"/api/v1/tasks/{by_hand['id']}", {"deadline": "2026-07-20"},
                        headers={"If-Match": f'"{by_hand["revision"]}"'})
        row = self.send("plan-v2.txt", version_of=first)["row"]
        second = row["id"]
        self.assertEqual((row["version"], row["version_of"]), (2, first))
        compare = self.client.get(f"/api/v1/directives/{second}/compare")[1]
        self.assertEqual([r["state"] for r in compare["rows"]],
                         ["changed", "same", "same", "gone", "same", "new"])
        self.assertEqual(compare["sentence"], "1 changed, 0 moved, 1 new, 1 gone, 3 as they were.")
        changed = compare["rows"][0]
        self.assertEqual("".join(p["text"] for p in changed["parts"] if p["op"] != "del"),
                         self.read(second)["clauses"][0]["text"])
        self.assertEqual("".join(p["text"] for p in changed["parts"] if p["op"] != "add"),
                         self.read(first)["clauses"][0]["text"])
        self.assertEqual({f["field"]: (f["old"], f["new"]) for f in changed["fields"]}["due"],
                         ("30 Sep 2026", "31 Oct 2026"))
        self.assertFalse(compare["followed"])
        followed = self.act(f"directives/{second}/follow", {})
        self.assertEqual([r["followed"] for r in followed["rows"]], [True, True, True, False, False, False])
        self.assertFalse(followed["followed"], "what becomes of the dropped clause's task is open")
        task = self.task(tasks["一/(一)"])
        self.assertEqual((task["bar"]["deadline"], task["figures"][0]["value"]), ("2026-10-31", 500))
        self.assertEqual({c["directive"] for c in task["clauses"]}, {first, second})
        self.assertTrue(any(r["before"].get("deadline") == "2026-09-30"
                            for r in task["history"] if isinstance(r["before"], dict)))
        # What a person has set meanwhile stays; what is gone from the text stays until decided.
        self.assertEqual(self.task(tasks["一/(二)"])["bar"]["deadline"], "2026-07-20")
        gone = followed["rows"][3]
        self.assertEqual((gone["state"], gone["settled"], gone["tasks"]), ("gone", False, [tasks["二/(二)"]]))
        self.assertEqual(self.client.get(f"/api/v1/tasks/{tasks['二/(二)']}")[0], 200)
        where = f"/api/v1/directives/{second}/gone"
        for body, want in (({"clause": gone["old"], "act": "keep"}, 422),
                           ({"clause": compare["rows"][0]["old"], "act": "remove"}, 404)):
            self.assertEqual(self.client.post(where, body)[0], want, body)
        kept = self.act(f"directives/{second}/gone",
                        {"clause": gone["old"], "act": "keep", "reason": "the county asks for it"})
        self.assertEqual((kept["followed"], kept["rows"][3]["settled"]), (True, True))
        self.assertIn("the county asks for it", kept["rows"][3]["effect"])
        self.assertEqual(self.client.post(where, {"clause": gone["old"], "act": "remove"})[0], 409)
        self.assertEqual(self.client.get(f"/api/v1/tasks/{tasks['二/(二)']}")[0], 200)
        coverage = self.read(second)["row"]["coverage"]
        self.assertEqual((coverage["accepted"], coverage["open"]), (3, 2))
        self.assertEqual(self.client.get(f"/api/v1/directives/{first}/compare")[0], 404)

    def test_what_is_no_document_is_refused_whole(self):
        before = len(self.client.get("/api/v1/directives")[1]["items"])
        kind = {"Content-Type": "application/octet-stream"}
        for name, data, want in (("empty.txt", b"", 422), ("noise.bin", os.urandom(3000), (415, 422)),
                                 ("torn.docx", b"PK\x03\x04" + os.urandom(500), (415, 422))):
            status, body = self.client.post(f"/api/v1/directives?name={name}", raw=data, headers=kind)
            self.assertIn(status, want if isinstance(want, tuple) else (want,), body)
            self.assertTrue(body["detail"], name)
        status, body = self.client.post("/api/v1/directives", raw=b"x", headers=kind)
        self.assertEqual((status, body["problems"][0]["field"]), (422, "name"))
        self.assertEqual(len(self.client.get("/api/v1/directives")[1]["items"]), before)

    def test_a_file_of_70_megabytes_is_told_so(self):
        status, body = self.client.post("/api/v1/directives?name=big.txt", raw=b"x" * (70 << 20),
                                        headers={"Content-Type": "application/octet-stream"})
        self.assertEqual((status, body["code"]), (413, "ELIMIT"))

    def test_a_page_hears_of_a_change(self):
        connection = http.client.HTTPConnection("127.0.0.1", SERVER.port, timeout=10)
        connection.request("GET", "/api/v1/events", headers={"Cookie": self.client.cookie})
        reply = connection.getresponse()
        while reply.readline().strip():
            pass
        directive = self.send("plan-v1.txt")["row"]["id"]
        event = {}
        while "data" not in event:
            line = reply.readline().decode().strip()
            if ": " in line:
                event.update([line.split(": ", 1)])
        self.assertEqual(event["event"], "change")
        self.assertEqual(json.loads(event["data"])["version"], int(event["id"]))
        self.assertIn("directive", json.loads(event["data"])["object"])
        self.assertTrue(directive)
        connection.close()

    def test_the_journal_stays_whole(self):
        check = self.client.get("/api/v1/journal/verify")[1]
        self.assertEqual((check["ok"], check["broken_at"]), (True, None))


RIGHTS = {}
WRITES = {}  # use cases that change something, as rights.def says
BODIES = set()
DATA = os.path.join(os.environ["GUATU_SOURCE"], "test/data/api")


def learn():
    """Routes, rights and shapes from routes.def and from the server itself."""
    source = os.path.join(os.environ["GUATU_SOURCE"], "src/api/routes.def")
    with open(source, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    with open(os.path.join(os.environ["GUATU_SOURCE"], "src/work/rights.def"), encoding="utf-8") as file:
        for name, area, kind in re.findall(r"^GT_USE\((\w+), (\w+), (\w+),", file.read(), flags=re.M):
            WRITES[name] = kind == "write" and area != "self"
    for line in text.splitlines():
        match = re.match(r'GT_ROUTE\((\w+), "([^"]+)", \w+, (\w+), "[^"]*", "([^"]*)", "([^"]*)"', line)
        if match:
            route = f"{match[1]} {match[2]}"
            RIGHTS[route] = match[3]
            SHAPES[route] = match[5]
            if match[4]:
                BODIES.add(route)


if __name__ == "__main__":
    learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = SERVER.stop()
    lines = [line for line in RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    if code != 0:
        print(f"the server ended with {code}")
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
