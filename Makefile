# The front door.  Meson describes the C side, npm the front end; this file
# only says in which order.
#
#   make            builds build/guatu and the front end beside it
#   make run        the same, makes a demo space if there is none, and serves it
#   make check      every test
#   make install    PREFIX (default /usr/local) and DESTDIR are honoured
#   make fuzz       libFuzzer targets in build-fuzz (needs clang)
#   make clean

PREFIX ?= /usr/local
DESTDIR ?=
SPACE ?= demo/demo.gtspace
LISTEN ?= 127.0.0.1:8080

.PHONY: all deps program web run check install fuzz clean

all: program web

deps:
	@tools/deps build

build/build.ninja: | deps
	@meson setup build --prefix=$(PREFIX) >/dev/null

program: deps build/build.ninja
	@ninja -C build --quiet

web/node_modules/.package-lock.json: web/package.json web/package-lock.json | deps
	@npm --prefix web ci --no-audit --no-fund --loglevel=error
	@touch $@

web_sources := $(shell find web/src web/public web/index.html web/vite.config.ts -type f 2>/dev/null)

build/web/index.html: web/node_modules/.package-lock.json $(web_sources)
	@npm --prefix web run --silent build -- --outDir ../build/web --emptyOutDir --logLevel warn

web: build/web/index.html

run: all
	@mkdir -p $(dir $(SPACE))
	@test -e $(SPACE) || build/guatu demo --space $(SPACE)
	@exec build/guatu serve --space $(SPACE) --listen $(LISTEN)

check:
	@tools/check

install: all
	@meson configure build --prefix=$(PREFIX) >/dev/null
	@ninja -C build --quiet
	@DESTDIR=$(DESTDIR) meson install -C build --no-rebuild >/dev/null
	@mkdir -p $(DESTDIR)$(PREFIX)/share/guatu
	@rm -rf $(DESTDIR)$(PREFIX)/share/guatu/web
	@cp -r build/web $(DESTDIR)$(PREFIX)/share/guatu/web

fuzz: deps
	@test -d build-fuzz || CC=clang meson setup build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false
	@ninja -C build-fuzz

clean:
	@rm -rf build build-asan build-fuzz web/dist web/node_modules
