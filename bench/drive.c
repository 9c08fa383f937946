/*
 * drive.c - people at work, for bench/serve: each signs in, keeps a live page
 * open, and asks for things at a given rate all together; some report.  When
 * the space tells of a change, every open page asks again for what it shows,
 * after a moment by chance and at most every three seconds, as the real ones do.
 *
 * Latency counts from the moment a request was due, so a server that stalls
 * is not spared the requests that waited meanwhile.
 *
 *     bench-drive PORT PASSWORD PEOPLE SECONDS RATE MIX-FILE
 *
 * A line of the mix: "weight name METHOD path [body]"; {task} in the path
 * becomes the number of a task by chance, {own} of one of the asker's unit.  The
 * wall is asked for whole once, then for what changed since.  The space is
 * bench-fill's.  Prints one JSON object.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum {
    PEOPLE_MAX = 2000, KINDS_MAX = 24, SAMPLES_MAX = 400000, HEAD_MAX = 8192, ETAG_MAX = 128,
    TASKS = 100000, UNITS = 500, LIVE = KINDS_MAX, BEGINNING = 400,
};

struct kind {
    char     name[40], method[8], path[160], body[400];
    unsigned weight, answers, failed;
    uint64_t bytes;
    float   *ms; /* [SAMPLES_MAX], made when first needed */
};

struct page { /* one person's keep-alive connection */
    int      fd;
    unsigned kind, shows;      /* what is asked; what the page shows */
    double   due;              /* when it should have been sent; 0: idle */
    double   again;            /* when to look again; 0: no need */
    double   looked;
    char     head[HEAD_MAX];
    size_t   got, want;        /* of the answer; want 0: head not read yet */
    bool     live;
    long long mark;            /* of the wall that the page has; 0: none */
    char     etag[KINDS_MAX][ETAG_MAX];
};

static struct kind kinds[KINDS_MAX + 1];
static struct page pages[PEOPLE_MAX];
static int streams[PEOPLE_MAX];
static char cookies[PEOPLE_MAX][160];
static unsigned kind_count, people, weights, events, dropped;
static uint16_t port;
static uint64_t seed = 88172645463325252u;

static double now(void)
{
    struct timespec t;

    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double chance(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (double)(seed >> 11) / 9007199254740992.0;
}

static void die(const char *what)
{
    (void)fprintf(stderr, "bench-drive: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int dial(void)
{
    const int one = 1, fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};

    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) < 0)
        die("connect");
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static void send_all(int fd, const char *text, size_t len)
{
    while (len > 0) {
        const ssize_t put = write(fd, text, len);

        if (put < 0)
            die("write");
        text += put;
        len -= (size_t)put;
    }
}

/* ---- what is asked --------------------------------------------------------------- */

static void read_mix(const char *path)
{
    FILE *file = fopen(path, "r");
    char line[700];

    if (file == NULL)
        die(path);
    while (fgets(line, sizeof line, file) != NULL && kind_count < KINDS_MAX) {
        struct kind *kind = &kinds[kind_count];

        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#' || line[0] == '\0')
            continue;
        if (sscanf(line, "%u %39s %7s %159s %399[^\n]", &kind->weight, kind->name, kind->method,
                   kind->path, kind->body) < 4) {
            (void)fprintf(stderr, "bench-drive: %s: not understood: %s\n", path, line);
            exit(2);
        }
        weights += kind->weight;
        kind_count++;
    }
    (void)fclose(file);
    (void)snprintf(kinds[LIVE].name, sizeof kinds[LIVE].name, "looking again");
}

static unsigned pick(void)
{
    unsigned at = (unsigned)(chance() * weights), kind = 0;

    while (at >= kinds[kind].weight)
        at -= kinds[kind++].weight;
    return kind;
}

static bool is_wall(unsigned kind)
{
    return strcmp(kinds[kind].path, "/api/v1/wall") == 0;
}

static bool names_one(unsigned kind)
{
    return strchr(kinds[kind].path, '{') != NULL;
}

static void put_path(char *out, size_t size, const struct page *page, unsigned kind)
{
    const char *path = kinds[kind].path, *open = strchr(path, '{');
    const unsigned unit = (unsigned)(page - pages) % UNITS;

    if (is_wall(kind) && page->mark > 0)
        (void)snprintf(out, size, "%s?since=%lld", path, page->mark);
    else if (open == NULL)
        (void)snprintf(out, size, "%s", path);
    else
        (void)snprintf(out, size, "%.*s%u%s", (int)(open - path), path,
                       strncmp(open, "{own}", 5) == 0
                           ? 1 + unit + UNITS * (unsigned)(chance() * (TASKS / UNITS))
                           : 1 + (unsigned)(chance() * TASKS),
                       strchr(open, '}') + 1);
}

static void ask(struct page *page, unsigned kind, double due, bool live)
{
    const struct kind *what = &kinds[kind];
    const size_t body = strlen(what->body);
    char path[200], text[2048];
    int len;

    put_path(path, sizeof path, page, kind);
    len = snprintf(text, sizeof text,
                   "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %.159s\r\nX-Guatu: 1\r\n"
                   "Accept-Encoding: gzip\r\n%s%s%s",
                   what->method, path, cookies[page - pages],
                   page->etag[kind][0] != '\0' ? "If-None-Match: " : "", page->etag[kind],
                   page->etag[kind][0] != '\0' ? "\r\n" : "");
    if (body > 0)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s", body,
                        what->body);
    else
        len += snprintf(text + len, sizeof text - (size_t)len, "\r\n");
    page->kind = kind;
    page->due = due;
    page->live = live;
    page->got = page->want = 0;
    if (strcmp(what->method, "GET") == 0 && !names_one(kind))
        page->shows = kind;
    send_all(page->fd, text, (size_t)len);
}

/* ---- what comes back ---------------------------------------------------------------- */

static const char *field(const char *head, const char *name)
{
    const size_t len = strlen(name);

    for (const char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, len) == 0)
            return line + len + strspn(line + len, ": ");
    }
    return NULL;
}

static void keep_etag(struct page *page)
{
    const char *etag = field(page->head, "etag");
    const size_t len = etag != NULL ? strcspn(etag, "\r") : 0;

    if (strcmp(kinds[page->kind].method, "GET") == 0 && len > 0 && len < ETAG_MAX &&
        !names_one(page->kind) && !is_wall(page->kind)) {
        memcpy(page->etag[page->kind], etag, len);
        page->etag[page->kind][len] = '\0';
    }
}

/* The mark stands at the beginning of the packed answer. */
static void keep_mark(struct page *page)
{
    const char *body = strstr(page->head, "\r\n\r\n"), *mark;
    char text[BEGINNING + 1] = {0};
    z_stream z = {.next_in = (Bytef *)(uintptr_t)(body + 4), .next_out = (Bytef *)text,
                  .avail_out = BEGINNING};

    z.avail_in = (uInt)((page->got < HEAD_MAX - 1 ? page->got : HEAD_MAX - 1) - (size_t)(body + 4 - page->head));
    if (inflateInit2(&z, 15 + 32) != Z_OK)
        die("zlib");
    (void)inflate(&z, Z_SYNC_FLUSH);
    (void)inflateEnd(&z);
    if ((mark = strstr(text, "\"mark\":")) == NULL)
        mark = strstr(body, "\"mark\":"); /* a small one is not packed */
    if (mark != NULL)
        page->mark = atoll(mark + strlen("\"mark\":"));
}

static void done(struct page *page, double at)
{
    struct kind *kind = &kinds[page->live ? LIVE : page->kind];
    const int status = atoi(page->head + strcspn(page->head, " "));

    if (kind->ms == NULL && (kind->ms = malloc(SAMPLES_MAX * sizeof *kind->ms)) == NULL)
        die("memory");
    if (kind->answers < SAMPLES_MAX)
        kind->ms[kind->answers++] = (float)((at - page->due) * 1000);
    kind->bytes += page->got;
    if (status >= 400 && kind->failed++ == 0)
        (void)fprintf(stderr, "%s: %d\n%s\n", kind->name, status, page->head);
    keep_etag(page);
    if (is_wall(page->kind) && status == 200)
        keep_mark(page);
    page->due = 0;
}

/* Only the head is kept; of the body the length counts. */
static void receive(struct page *page, double at)
{
    static char waste[256 * 1024];
    const size_t room = page->got < HEAD_MAX - 1 ? HEAD_MAX - 1 - page->got : 0;
    const ssize_t got = read(page->fd, room > 0 ? page->head + page->got : waste,
                             room > 0 ? room : sizeof waste);
    const char *end, *length;

    if (got <= 0)
        die("a connection ended");
    page->got += (size_t)got;
    if (page->want == 0) {
        page->head[page->got < HEAD_MAX - 1 ? page->got : HEAD_MAX - 1] = '\0';
        if ((end = strstr(page->head, "\r\n\r\n")) == NULL)
            return;
        length = field(page->head, "content-length");
        page->want = (size_t)(end + 4 - page->head) + (length != NULL ? strtoul(length, NULL, 10) : 0);
    }
    if (page->got >= page->want)
        done(page, at);
}

static void hear(unsigned who, double at)
{
    struct page *page = &pages[who];
    char text[16384];
    const ssize_t got = read(streams[who], text, sizeof text - 1);

    if (got <= 0)
        die("a stream ended");
    text[got] = '\0';
    if (strstr(text, "event:") == NULL && strstr(text, "data:") == NULL)
        return;
    events++;
    if (page->again > 0)
        return;
    page->again = at + 0.12 + 0.6 * chance();
    if (page->again < page->looked + 3)
        page->again = page->looked + 3;
}

/* ---- the day --------------------------------------------------------------------------- */

static void sign_in(unsigned who, const char *password)
{
    char body[200], text[600], head[HEAD_MAX];
    const int fd = dial();
    const char *cookie;
    size_t got = 0;
    ssize_t more;

    (void)snprintf(body, sizeof body, "{\"name\":\"p%u\",\"password\":\"%s\"}", who + 1, password);
    (void)snprintf(text, sizeof text,
                   "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Guatu: 1\r\n"
                   "Content-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
                   strlen(body), body);
    send_all(fd, text, strlen(text));
    while ((more = read(fd, head + got, sizeof head - 1 - got)) > 0)
        got += (size_t)more;
    head[got] = '\0';
    (void)close(fd);
    cookie = field(head, "set-cookie");
    if (cookie == NULL) {
        (void)fprintf(stderr, "bench-drive: p%u cannot sign in:\n%s\n", who + 1, head);
        exit(1);
    }
    (void)snprintf(cookies[who], sizeof cookies[who], "%.*s", (int)strcspn(cookie, ";\r"), cookie);
}

static void open_all(int poll)
{
    for (unsigned who = 0; who < people; who++) {
        struct epoll_event watch = {.events = EPOLLIN, .data.u32 = who};
        char text[400];

        pages[who].fd = dial();
        streams[who] = dial();
        (void)snprintf(text, sizeof text,
                       "GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %.159s\r\n\r\n", cookies[who]);
        send_all(streams[who], text, strlen(text));
        if (epoll_ctl(poll, EPOLL_CTL_ADD, pages[who].fd, &watch) < 0)
            die("epoll");
        watch.data.u32 = who | 1u << 31;
        if (epoll_ctl(poll, EPOLL_CTL_ADD, streams[who], &watch) < 0)
            die("epoll");
    }
}

static void take_events(int poll, double until)
{
    struct epoll_event got[256];
    const double wait = (until - now()) * 1000;
    const int count = epoll_wait(poll, got, 256, wait < 0 ? 0 : (int)wait);
    const double at = now();

    for (int i = 0; i < count; i++) {
        const unsigned who = got[i].data.u32 & ~(1u << 31);

        if ((got[i].data.u32 & 1u << 31) != 0)
            hear(who, at);
        else
            receive(&pages[who], at);
    }
}

/* Somebody whose page is idle; NULL where, after some tries, all seem busy. */
static struct page *somebody(void)
{
    for (int tries = 0; tries < 64; tries++) {
        struct page *page = &pages[(unsigned)(chance() * people)];

        if (page->due <= 0)
            return page;
    }
    return NULL;
}

static void look_again(double at)
{
    for (unsigned who = 0; who < people; who++) {
        struct page *page = &pages[who];

        if (page->again <= 0 || page->again > at || page->due > 0)
            continue;
        page->looked = at;
        ask(page, page->shows, page->again, true);
        page->again = 0;
    }
}

static void work(int poll, double seconds, double rate)
{
    const double end = now() + seconds;
    double next = now();

    while (next < end) {
        double at = now();

        while (next <= at) {
            struct page *page = somebody();

            if (page == NULL)
                dropped++;
            else
                ask(page, pick(), next, false);
            next += -log(1 - chance()) / rate;
        }
        look_again(at);
        take_events(poll, next < at + 0.01 ? next : at + 0.01);
    }
    for (unsigned left = 1; left > 0 && now() < end + 30;) {
        left = 0;
        for (unsigned who = 0; who < people; who++)
            left += pages[who].due > 0;
        take_events(poll, now() + 0.1);
    }
}

static int by_size(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;

    return (x > y) - (x < y);
}

static void tell(double seconds)
{
    struct rusage use;
    bool first = true;

    (void)getrusage(RUSAGE_SELF, &use);
    printf("{\"people\":%u,\"events\":%u,\"dropped\":%u,\"seconds\":%.1f,\"driver_cpu\":%.2f,\"kinds\":[",
           people, events, dropped, seconds,
           (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
               (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6);
    for (unsigned k = 0; k <= KINDS_MAX; k++) {
        struct kind *kind = &kinds[k];

        if (kind->answers == 0)
            continue;
        qsort(kind->ms, kind->answers, sizeof *kind->ms, by_size);
        printf("%s{\"name\":\"%s\",\"answers\":%u,\"failed\":%u,\"kilobytes\":%.1f,\"p50\":%.2f,\"p95\":%.2f,"
               "\"p99\":%.2f,\"worst\":%.2f}",
               first ? "" : ",", kind->name, kind->answers, kind->failed,
               (double)kind->bytes / kind->answers / 1024, kind->ms[kind->answers / 2],
               kind->ms[kind->answers * 95ul / 100], kind->ms[kind->answers * 99ul / 100],
               kind->ms[kind->answers - 1]);
        first = false;
    }
    printf("]}\n");
}

int main(int argc, char **argv)
{
    const double begun = now();
    double seconds, rate;
    int poll;

    if (argc != 7) {
        (void)fprintf(stderr, "usage: bench-drive PORT PASSWORD PEOPLE SECONDS RATE MIX-FILE\n");
        return 2;
    }
    port = (uint16_t)atoi(argv[1]);
    people = (unsigned)atoi(argv[3]);
    seconds = atof(argv[4]);
    rate = atof(argv[5]);
    if (people == 0 || people > PEOPLE_MAX || seconds <= 0 || rate <= 0)
        return 2;
    read_mix(argv[6]);
    for (unsigned who = 0; who < people; who++)
        sign_in(who, argv[2]);
    (void)fprintf(stderr, "%u people signed in after %.1f s\n", people, now() - begun);
    if ((poll = epoll_create1(0)) < 0)
        die("epoll");
    open_all(poll);
    work(poll, seconds, rate);
    tell(seconds);
    return 0;
}
