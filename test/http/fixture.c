/*
 * fixture.c - a small server for test_http.py: prints its port, serves until
 * standard input ends, then stops gracefully.
 *
 * fixture [FOLDER]   FOLDER: static files
 */
#include <unistd.h>

#include "http/files.h"
#include "http/http.h"
#include "http/hub.h"

struct app { struct gt_http_hub *hub; uint64_t last_id; };

static void hello(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    gt_str name;

    (void)app;
    if (!gt_http_query(req, "name", &name))
        name = GT_STR("nobody");
    gt_buf_printf(&answer->body, "{\"hello\":\"%.*s\"}", GT_FMT(name));
}

static void echo(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    answer->type = "application/octet-stream";
    gt_buf_str(&answer->body, req->body);
}

static void item(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    gt_str id;

    (void)app;
    (void)gt_http_param(req, "id", &id);
    gt_buf_printf(&answer->body, "{\"id\":\"%.*s\",\"route\":\"%s\"}", GT_FMT(id),
                  req->route->path);
    if (gt_http_answer_etag(answer, req->arena, 7, NULL) != GT_OK)
        answer->status = 500;
}

static void large(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    (void)req;
    for (int i = 0; i < 20000; i++)
        gt_buf_text(&answer->body, "0123456789");
}

static void slow(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    (void)req;
    (void)usleep(400 * 1000);
    gt_buf_text(&answer->body, "{\"slow\":true}");
}

static void save(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    if (gt_http_answer_file_name(answer, req->arena, GT_STR("任务 1.xlsx"), NULL) != GT_OK)
        answer->status = 500;
}

static void who(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    (void)app;
    gt_buf_printf(&answer->body, "{\"peer\":\"%.*s\",\"secure\":%s,\"local\":%s}",
                  GT_FMT(req->peer), req->secure ? "true" : "false",
                  req->local ? "true" : "false");
}

static void events(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    struct app *mine = app;
    int64_t after = 0;
    gt_str text, person;

    if (gt_http_header(req, "last-event-id", &text))
        (void)gt_str_i64(text, &after);
    (void)gt_http_query(req, "who", &person);
    gt_http_answer_stream(answer, mine->hub, person.len == 0 ? 1 : (int64_t)person.at[0], 99,
                          (uint64_t)after);
}

static void publish(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    struct app *mine = app;

    if (gt_http_hub_publish(mine->hub, ++mine->last_id, "change", req->body, NULL) != GT_OK)
        answer->status = 400;
}

static void drop(void *app, const struct gt_http_req *req, struct gt_http_answer *answer)
{
    struct app *mine = app;

    (void)req;
    (void)answer;
    gt_http_hub_drop(mine->hub, 99);
}

static const struct gt_http_route routes[] = {
    {"GET", "/api/hello", hello, 0, 0, NULL},
    {"POST", "/api/echo", echo, 100000, 0, NULL},
    {"GET", "/api/items/{id}", item, 0, 0, NULL},
    {"GET", "/api/items/first", item, 0, 0, NULL},
    {"DELETE", "/api/items/{id}", item, 0, 0, NULL},
    {"GET", "/api/large", large, 0, 0, NULL},
    {"GET", "/api/slow", slow, 0, 1, NULL},
    {"GET", "/api/save", save, 0, 0, NULL},
    {"GET", "/api/who", who, 0, 0, NULL},
    {"GET", "/api/events", events, 0, 0, NULL},
    {"POST", "/api/publish", publish, 100000, 0, NULL},
    {"POST", "/api/drop", drop, 0, 0, NULL},
};

int main(int argc, char **argv)
{
    struct app app = {0};
    struct gt_http_files *files = NULL;
    struct gt_http_stats stats;
    struct gt_http *http = NULL;
    struct gt_err err = {0};
    struct gt_http_config config = {
        .address = "127.0.0.1",
        .loops = 2,
        .behind_proxy = getenv("FIXTURE_PROXY") != NULL,
        .pools = {{2, 64}, {1, 2}},
        .pool_count = 2,
        .routes = routes,
        .route_count = GT_LEN(routes),
        .files_not_under = "/api/",
        .app = &app,
        .header_ms = 600,
        .body_ms = 900,
        .idle_ms = 2000,
    };
    gt_rc rc;
    char byte;

    if ((rc = gt_http_hub_create(&app.hub, &err)) == GT_OK && argc > 1)
        rc = gt_http_files_load(argv[1], &files, &err);
    config.files = files;
    config.hub = app.hub;
    if (rc != GT_OK || (rc = gt_http_start(&config, &http, &err)) != GT_OK) {
        fprintf(stderr, "%s\n", err.text[GT_LANG_EN]);
        return 1;
    }
    printf("%u\n", gt_http_port(http));
    (void)fflush(stdout);
    while (read(STDIN_FILENO, &byte, 1) > 0)
        ;
    gt_http_stats(http, &stats);
    printf("swept %llu refused %llu busy %llu streams %zu\n", (unsigned long long)stats.swept,
           (unsigned long long)stats.refused, (unsigned long long)stats.busy,
           gt_http_hub_streams(app.hub));
    (void)fflush(stdout);
    gt_http_stop(http);
    gt_http_hub_destroy(app.hub);
    gt_http_files_free(files);
    return 0;
}
