/*
 * html_token.h - HTML as a row of tags and text, without a tree: as deep as
 * a page nests, nothing here grows with it.
 */
#ifndef GT_READ_HTML_TOKEN_H
#define GT_READ_HTML_TOKEN_H

#include "base/base.h"

enum gt_html_kind { GT_HTML_END, GT_HTML_TEXT, GT_HTML_OPEN, GT_HTML_CLOSE };

enum { GT_HTML_NAME_MAX = 16 }; /* longer names are nobody's that we know */

struct gt_html_token {
    enum gt_html_kind kind;
    char   name[GT_HTML_NAME_MAX]; /* small letters; "" where it is longer */
    gt_str text;                   /* of text, entities undecoded; of a tag, its attributes */
};

struct gt_html_lexer { gt_str bytes; size_t at; };

/* Comments, declarations and the insides of script and style are passed over. */
void gt_html_next(struct gt_html_lexer *lexer, struct gt_html_token *out);

/* An attribute's value, undecoded; false if there is none. */
bool gt_html_attr(gt_str attributes, const char *name, gt_str *value);

/* The code point of the entity at text.at[*at] == '&'; moves on.  A '&' that
 * begins none is itself. */
uint32_t gt_html_entity(gt_str text, size_t *at);

#endif
