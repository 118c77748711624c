/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads one line of JSON strictly, from left to right, building nothing: every byte from the network is hostile. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_WIRE_LINE_MAX  (256 * 1024)
#define CRM_WIRE_DEPTH_MAX 8

/**
 * CrmWireScan:
 *
 * A place in a line. All functions return whether what they look for stands there, and go past it; after a FALSE the line is not worth
 * reading on.
 */
typedef struct
{
  const char *at;
  const char *end;
} CrmWireScan;

/**
 * crm_wire_scan_init:
 * @line: the line, without its line break; kept by the caller
 *
 * Returns: %FALSE when the line is longer than %CRM_WIRE_LINE_MAX, deeper than %CRM_WIRE_DEPTH_MAX, not UTF-8, or has a NUL.
 */
gboolean crm_wire_scan_init (CrmWireScan *self, const char *line, gsize length);

/* The character @sign, a bracket, comma or colon. */
gboolean crm_wire_scan_sign (CrmWireScan *self, char sign);

/* Whether the next character is @sign; stays before it. */
gboolean crm_wire_scan_is_at (CrmWireScan *self, char sign);

/* Nothing more. */
gboolean crm_wire_scan_end (CrmWireScan *self);

/* The word null. */
gboolean crm_wire_scan_null (CrmWireScan *self);

/* A string, into @text, which is emptied first. A string with U+0000 or half a surrogate pair is none. */
gboolean crm_wire_scan_string (CrmWireScan *self, GString *text);

/* A whole number of 64 bits, without fraction or exponent. */
gboolean crm_wire_scan_integer (CrmWireScan *self, gint64 *integer);

/* A value that a register can have, null, a whole number or a string, into @canonical as the canonical text of it. */
gboolean crm_wire_scan_value (CrmWireScan *self, GString *canonical);

/* Any JSON value, for what a later version adds. */
gboolean crm_wire_scan_skip (CrmWireScan *self);

/* What follows an element of an array or object: its end (@more is FALSE), or a comma and another element. */
gboolean crm_wire_scan_more (CrmWireScan *self, char close, gboolean *more);

/* Skips further elements of an array up to and with its end. */
gboolean crm_wire_scan_rest (CrmWireScan *self);

/**
 * crm_wire_append_string:
 *
 * Writes a string as RFC 8785 does: UTF-8 as it is, quotation mark, backslash and control characters escaped in the shortest way.
 */
void crm_wire_append_string (GString *out, const char *text);

G_END_DECLS
