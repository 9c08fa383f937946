/*
 * xml.h - a pull reader over one XML part, for files that may be hostile.
 *
 * Refused with line and reason: any DOCTYPE (so no entities, no billion
 * laughs, no external files), nesting over GT_READ_DEPTH_MAX, text that is not
 * well formed.  Never touches the network or the file system.
 *
 * Names come without prefix: "p" for w:p.  Strings die at the next step.
 */
#ifndef GT_READ_XML_H
#define GT_READ_XML_H

#include "base/base.h"

struct gt_xml;
struct gt_zip_part;

enum gt_xml_step {
    GT_XML_END,    /* the document is over */
    GT_XML_OPEN,   /* an element starts */
    GT_XML_CLOSE,  /* an element ends; an empty one is reported too */
    GT_XML_TEXT,   /* text, CDATA, or blanks; one run may come in pieces */
    GT_XML_ERROR,  /* err is filled; the reader is spent */
};

/* what: the part's name for messages, must outlive the reader. */
gt_rc gt_xml_open_bytes(gt_str bytes, gt_str what, struct gt_xml **out,
                        struct gt_err *err) GT_MUST_USE;
/* Streams the part; closes it in gt_xml_close(), also when opening fails. */
gt_rc gt_xml_open_part(struct gt_zip_part *part, gt_str what, struct gt_xml **out,
                       struct gt_err *err) GT_MUST_USE;
void  gt_xml_close(struct gt_xml *xml); /* accepts NULL */

enum gt_xml_step gt_xml_next(struct gt_xml *xml, struct gt_err *err) GT_MUST_USE;

gt_str gt_xml_name(const struct gt_xml *xml);    /* of the element that opened or closed */
bool   gt_xml_is(const struct gt_xml *xml, const char *name);
gt_str gt_xml_text(const struct gt_xml *xml);    /* of GT_XML_TEXT */
uint32_t gt_xml_depth(const struct gt_xml *xml); /* 1 for the root element */
/* By local name whatever the prefix; "" where there is none (has says which). */
gt_str gt_xml_attr(struct gt_xml *xml, const char *name, bool *has);
/* After GT_XML_OPEN: on to the matching GT_XML_CLOSE.  The step is CLOSE or ERROR. */
enum gt_xml_step gt_xml_skip(struct gt_xml *xml, struct gt_err *err) GT_MUST_USE;

#endif
