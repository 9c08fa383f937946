/* verb_serve.c - guatu serve: the API and the front end of one space. */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/api.h"
#include "base/file.h"
#include "base/log.h"
#include "cli/cli.h"
#include "work/space.h"

enum {
    CONFIG_BYTES_MAX = 64 * 1024,
    PEM_BYTES_MAX = 256 * 1024,
    ADDRESS_MAX = 128,
    PORT_DEFAULT = 8080,
    OFFSET_MIN_DEFAULT = 480,
    WORKERS_MAX = 64,
};

/* One setting: an option, else an environment variable, else a line
 * "name = value" of the file, else the default. */
struct settings {
    const char *listen, *web, *proxy, *tls_cert, *tls_key, *workers, *loops, *log;
    const char *space;
    bool behind_proxy;
};

static const struct setting { const char *name, *env; size_t at; } known[] = {
    {"listen", "GUATU_LISTEN", offsetof(struct settings, listen)},
    {"web", "GUATU_WEB", offsetof(struct settings, web)},
    {"behind-proxy", "GUATU_BEHIND_PROXY", offsetof(struct settings, proxy)},
    {"tls-cert", "GUATU_TLS_CERT", offsetof(struct settings, tls_cert)},
    {"tls-key", "GUATU_TLS_KEY", offsetof(struct settings, tls_key)},
    {"workers", "GUATU_WORKERS", offsetof(struct settings, workers)},
    {"loops", "GUATU_LOOPS", offsetof(struct settings, loops)},
    {"log", "GUATU_LOG", offsetof(struct settings, log)},
    {"space", "GUATU_SPACE", offsetof(struct settings, space)},
};

static const char **slot(struct settings *settings, const struct setting *setting)
{
    return (const char **)(void *)((char *)settings + setting->at);
}

static void from_environment(struct settings *settings)
{
    for (size_t i = 0; i < GT_LEN(known); i++) {
        const char **value = slot(settings, &known[i]);

        if (*value == NULL)
            *value = getenv(known[i].env);
    }
}

static gt_rc take_line(struct gt_arena *arena, struct settings *settings, gt_str line,
                       unsigned number, struct gt_err *err)
{
    const size_t equals = gt_str_find(line, GT_STR("="), 0);
    const gt_str name = gt_str_trim(gt_str_sub(line, 0, equals));
    gt_str value;

    for (size_t i = 0; i < GT_LEN(known); i++) {
        const char **at = slot(settings, &known[i]);

        if (equals == SIZE_MAX || !gt_str_eq(name, gt_str_from(known[i].name)))
            continue;
        if (*at != NULL)
            return GT_OK;
        if (gt_arena_dup(arena, gt_str_trim(gt_str_sub(line, equals + 1, line.len)), &value) != GT_OK)
            return GT_ENOMEM;
        *at = value.at;
        return GT_OK;
    }
    return gt_fail(err, GT_EINVAL, "line %u: no setting %.*s", "第%u行：没有设置项 %.*s", number,
                   GT_FMT(gt_str_sub(name, 0, 60)));
}

static gt_rc from_file(struct gt_arena *arena, const char *path, struct settings *settings,
                       struct gt_err *err)
{
    unsigned number = 0;
    gt_str text;
    gt_rc rc;

    if ((rc = gt_file_read(arena, path, CONFIG_BYTES_MAX, &text, err)) != GT_OK)
        return rc;
    while (text.len > 0) {
        size_t end = gt_str_find(text, GT_STR("\n"), 0);
        gt_str line;

        if (end == SIZE_MAX)
            end = text.len;
        line = gt_str_trim(gt_str_sub(text, 0, end));
        text = gt_str_sub(text, end + 1, text.len);
        number++;
        if (line.len > 0 && line.at[0] != '#' &&
            (rc = take_line(arena, settings, line, number, err)) != GT_OK)
            return gt_wrap(err, rc, "%s", "%s", path);
    }
    return GT_OK;
}

/* "127.0.0.1:8080", "[::1]:8080", "8080", "localhost", "unix:/run/guatu.sock" */
static gt_rc parse_listen(const char *text, char address[ADDRESS_MAX], uint16_t *port,
                          struct gt_err *err)
{
    const gt_str all = gt_str_from(text);
    const char *colon = strrchr(text, ':');
    gt_str host = all, number = {"", 0};
    int64_t value = PORT_DEFAULT;

    *port = 0;
    if (all.len == 0 || all.len >= ADDRESS_MAX)
        return gt_fail(err, GT_EINVAL, "no address to listen on", "缺少监听地址");
    if (gt_str_starts(all, GT_STR("unix:"))) {
        (void)snprintf(address, ADDRESS_MAX, "%s", text);
        return GT_OK;
    }
    if (gt_str_i64(all, &value)) {
        host = GT_STR("127.0.0.1");
    } else if (text[0] == '[' && gt_str_find(all, GT_STR("]"), 0) != SIZE_MAX) {
        const size_t shut = gt_str_find(all, GT_STR("]"), 0);

        host = gt_str_sub(all, 1, shut);
        number = gt_str_sub(all, shut + 2, all.len);
    } else if (colon != NULL && strchr(text, ':') == colon) {
        host = gt_str_sub(all, 0, (size_t)(colon - text));
        number = gt_str_from(colon + 1);
    }
    if ((number.len > 0 && !gt_str_i64(number, &value)) || value < 0 || value > 65535)
        return gt_fail(err, GT_EINVAL, "%s is no address to listen on", "%s 不是可监听的地址", text);
    if (gt_str_eq(host, GT_STR("localhost")))
        host = GT_STR("127.0.0.1");
    (void)snprintf(address, ADDRESS_MAX, "%.*s", GT_FMT(host));
    *port = (uint16_t)value;
    return GT_OK;
}

static gt_rc parse_count(const char *name, const char *text, unsigned *out, struct gt_err *err)
{
    int64_t value;

    if (text == NULL)
        return GT_OK;
    if (!gt_str_i64(gt_str_from(text), &value) || value < 1 || value > WORKERS_MAX)
        return gt_fail(err, GT_EINVAL, "%s is a number from 1 to %d", "%s 应为1至%d的整数", name,
                       (int)WORKERS_MAX);
    *out = (unsigned)value;
    return GT_OK;
}

/* The front end beside the program, as built or as installed; NULL: none. */
static const char *find_web(struct gt_arena *arena)
{
    static const char *const places[] = {"web", "../share/guatu/web"};
    char self[1024];
    const ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
    char *slash;
    gt_str path;

    if (len <= 0)
        return NULL;
    self[len] = '\0';
    if ((slash = strrchr(self, '/')) == NULL)
        return NULL;
    *slash = '\0';
    for (size_t i = 0; i < GT_LEN(places); i++) {
        struct stat info;

        if (gt_arena_printf(arena, &path, "%s/%s/index.html", self, places[i]) != GT_OK)
            return NULL;
        if (stat(path.at, &info) == 0 &&
            gt_arena_printf(arena, &path, "%s/%s", self, places[i]) == GT_OK)
            return path.at;
    }
    return NULL;
}

static gt_rc read_pem(struct gt_arena *arena, const char *path, const char **out,
                      struct gt_err *err)
{
    gt_str text;
    gt_rc rc;

    if (path == NULL)
        return GT_OK;
    if ((rc = gt_file_read(arena, path, PEM_BYTES_MAX, &text, err)) != GT_OK ||
        (rc = gt_arena_dup(arena, text, &text)) != GT_OK)
        return rc;
    *out = text.at;
    return GT_OK;
}

static gt_rc open_log(const char *path, struct gt_err *err)
{
    int fd;

    if (path == NULL)
        return GT_OK;
    if ((fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640)) < 0 ||
        dup2(fd, STDERR_FILENO) < 0)
        return gt_fail(err, GT_EIO, "the log %s cannot be written", "无法写日志 %s", path);
    (void)close(fd);
    return GT_OK;
}

static void say_address(const struct gt_cli *cli, const struct gt_api_config *config,
                        uint16_t port)
{
    const bool v6 = strchr(config->address, ':') != NULL;
    char url[ADDRESS_MAX + 32];

    if (strncmp(config->address, "unix:", 5) == 0)
        (void)snprintf(url, sizeof(url), "%s", config->address);
    else
        (void)snprintf(url, sizeof(url), "%s://%s%s%s:%u/", config->tls_cert ? "https" : "http",
                       v6 ? "[" : "", config->address, v6 ? "]" : "", port);
    if (cli->json)
        printf("{\"address\":\"%s\"}\n", url);
    else
        printf(GT_SAY(cli, "Guatu is at %s (Ctrl+C ends it)\n", "挂图已在 %s 运行（Ctrl+C 结束）\n"), url);
    if (config->web_folder == NULL && !cli->json)
        puts(GT_SAY(cli, "No front end was found; only the API is served.",
                    "未找到前端文件，只提供接口。"));
    (void)fflush(stdout);
}

/* Until SIGTERM or SIGINT; SIGHUP opens the log anew (logrotate). */
static void wait_for_the_end(const sigset_t *signals, const char *log)
{
    struct gt_err err = {0};
    int which = 0;

    while (sigwait(signals, &which) == 0 && which == SIGHUP) {
        if (open_log(log, &err) != GT_OK)
            gt_log(GT_LOG_ERROR, "%s", err.text[GT_LANG_EN]);
        else
            gt_log(GT_LOG_INFO, "log opened");
    }
    gt_log(GT_LOG_INFO, "stopping");
}

static gt_rc run(struct gt_cli *cli, struct settings *settings, const char *file, bool fixed_day,
                 struct gt_arena *arena, struct gt_err *err)
{
    struct gt_api_config config = {.offset_min = OFFSET_MIN_DEFAULT};
    struct gt_space *space = NULL;
    char address[ADDRESS_MAX];
    struct gt_api *api = NULL;
    sigset_t signals;
    int64_t offset;
    gt_rc rc;

    (void)sigemptyset(&signals);
    (void)sigaddset(&signals, SIGTERM);
    (void)sigaddset(&signals, SIGINT);
    (void)sigaddset(&signals, SIGHUP);
    from_environment(settings);
    if ((file != NULL && (rc = from_file(arena, file, settings, err)) != GT_OK) ||
        (rc = parse_listen(settings->listen != NULL ? settings->listen : "8080", address,
                           &config.port, err)) != GT_OK ||
        (rc = parse_count("workers", settings->workers, &config.workers, err)) != GT_OK ||
        (rc = parse_count("loops", settings->loops, &config.loops, err)) != GT_OK ||
        (rc = read_pem(arena, settings->tls_cert, &config.tls_cert, err)) != GT_OK ||
        (rc = read_pem(arena, settings->tls_key, &config.tls_key, err)) != GT_OK)
        return rc;
    if ((config.tls_cert == NULL) != (config.tls_key == NULL))
        return gt_fail(err, GT_EINVAL, "tls-cert and tls-key belong together",
                       "tls-cert 与 tls-key 须同时给出");
    if (settings->space == NULL)
        return gt_fail(err, GT_EINVAL, "which space? (--space FILE)", "缺少空间（--space 文件）");
    config.address = address;
    config.behind_proxy = settings->behind_proxy ||
                          (settings->proxy != NULL && strcmp(settings->proxy, "1") == 0);
    config.web_folder = settings->web != NULL ? settings->web : find_web(arena);
    config.today = fixed_day ? cli->today : GT_DAY_NONE;
    if (getenv("GUATU_UTC_OFFSET") != NULL &&
        gt_str_i64(gt_str_from(getenv("GUATU_UTC_OFFSET")), &offset) && offset >= -840 && offset <= 840)
        config.offset_min = (int)offset;
    /* Before any thread is started, so that all of them leave signals to us. */
    (void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    if ((rc = open_log(settings->log, err)) == GT_OK &&
        (rc = gt_space_open(settings->space, &space, err)) == GT_OK) {
        config.space = space;
        config.notices = true;
        if ((rc = gt_api_start(&config, &api, err)) == GT_OK) {
            say_address(cli, &config, gt_api_port(api));
            wait_for_the_end(&signals, settings->log);
        }
    }
    gt_api_stop(api);
    gt_space_close(space);
    return rc;
}

int gt_verb_serve(struct gt_cli *cli, int argc, char **argv)
{
    static const char *const about[GT_LANG_COUNT] = {
        "提供一个空间的界面与接口，直到被中断。设置项依次取自：选项、环境变量（GUATU_LISTEN 等）、\n"
        "--config 文件中的“名称 = 值”行。退出时先答完正在处理的请求。",
        "Serves one space, the front end and the API, until it is interrupted.  A setting comes\n"
        "from its option, else from its variable (GUATU_LISTEN, ...), else from a line\n"
        "\"name = value\" of the --config file.  A stop finishes the requests in hand first.",
    };
    struct settings settings = {0};
    const char *config = NULL;
    bool fixed_day = false;
    const struct gt_opt opts[] = {
        {"listen", 'l', &settings.listen, NULL, "ADDRESS",
         {"监听地址：127.0.0.1:8080(缺省)、[::1]:8080 或 unix:/run/guatu.sock",
          "127.0.0.1:8080 (default), [::1]:8080 or unix:/run/guatu.sock"}},
        {"web", 0, &settings.web, NULL, "FOLDER", {"前端文件目录", "the built front end"}},
        {"config", 'c', &config, NULL, "FILE", {"设置文件", "a file of settings"}},
        {"behind-proxy", 0, NULL, &settings.behind_proxy, NULL,
         {"位于反向代理之后，采信其 X-Forwarded-For/-Proto",
          "behind a proxy whose X-Forwarded-For and -Proto are believed"}},
        {"tls-cert", 0, &settings.tls_cert, NULL, "FILE", {"TLS 证书（PEM）", "TLS certificate, PEM"}},
        {"tls-key", 0, &settings.tls_key, NULL, "FILE", {"TLS 私钥（PEM）", "its key, PEM"}},
        {"workers", 0, &settings.workers, NULL, "N", {"处理线程数，缺省4", "threads for requests, 4"}},
        {"loops", 0, &settings.loops, NULL, "N", {"收发线程数，缺省1", "threads for sockets, 1"}},
        {"log", 0, &settings.log, NULL, "FILE",
         {"日志文件；收到 SIGHUP 时重新打开", "the log; opened anew on SIGHUP"}},
    };
    struct gt_arena *arena = NULL;
    struct gt_err err = {0};
    gt_rc rc;
    int used;

    for (int i = 1; i < argc; i++)
        fixed_day |= strncmp(argv[i], "--today", 7) == 0;
    used = gt_cli_options(cli, &argc, argv, opts, GT_LEN(opts), about,
                          "  guatu serve --space demo.gtspace --listen 127.0.0.1:8080\n");
    if (used != GT_EXIT_OK)
        return used < 0 ? GT_EXIT_OK : used;
    if (argc > 1)
        return gt_cli_usage(cli, "serve takes no arguments", "serve 不接受参数");
    settings.space = cli->space;
    if ((rc = gt_arena_create(1 << 20, &arena)) == GT_OK)
        rc = run(cli, &settings, config, fixed_day, arena, &err);
    gt_arena_destroy(arena);
    if (rc == GT_OK)
        return GT_EXIT_OK;
    err.rc = rc;
    return gt_cli_fail(cli, &err);
}
