/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the wire in one piece: lines, and a trailer that proves that all of them came. */

#pragma once

#include <gio/gio.h>

#include "sync/crm-wire-scan.h"

G_BEGIN_DECLS

/* What a request or an answer may be at the longest once unpacked; the trailer may be on top of it. */
#define CRM_WIRE_FRAME_MAX (8 * 1024 * 1024)

/**
 * CrmWireTrailer:
 * @count: how many lines stand before it
 * @next: (nullable): where the next page begins
 * @more: whether there is a next page already
 * @scope: (nullable): of a push: where all of it is now, its records with the numbers between @from and @next, in their order
 * @from: (nullable): of a push: what a cursor of @scope was before it
 * @epoch: (nullable): the server's; another one after each restore of a backup there
 * @server_time: milliseconds since the Unix epoch, or 0
 * @scopes: (nullable): the scopes the caller may read, all of them
 * @held: with the first page of all: how many records there are in these scopes, or 0
 *
 * The last line. The server says epoch, time and scopes in each of its answers.
 */
typedef struct
{
  gint64 count;
  char *next;
  gboolean more;
  char *scope;
  char *from;
  char *epoch;
  gint64 server_time;
  char **scopes;
  gint64 held;
} CrmWireTrailer;

void crm_wire_trailer_clear (CrmWireTrailer *self);

/* Appends the trailer to the lines in @lines, each with its line break. */
void crm_wire_frame_close (GString *lines, const CrmWireTrailer *trailer);

/**
 * CrmWireFrame:
 *
 * Lines that have been read whole and compared with their hash. Any part of them may still be nonsense.
 */
typedef struct
{
  GBytes *bytes;
  const char *at;
  const char *end;
  CrmWireTrailer trailer;
} CrmWireFrame;

/**
 * crm_wire_frame_open:
 * @bytes: what came
 * @frame: (out caller-allocates): at its first line
 *
 * Returns: %FALSE with %CRM_ERROR_UNREADABLE when anything is missing or other than it was sent; nothing of it is to be used then.
 */
gboolean crm_wire_frame_open (GBytes *bytes, CrmWireFrame *frame, GError **error);
void crm_wire_frame_clear (CrmWireFrame *frame);

/* The hash it ends with, in hexadecimal digits: that of all before it. (transfer full) */
char *crm_wire_frame_dup_hash (const CrmWireFrame *frame);

/* The next line, ready to be scanned. @fits is whether it keeps the limits. Returns FALSE after the last. */
gboolean crm_wire_frame_next (CrmWireFrame *frame, CrmWireScan *scan, gboolean *fits);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmWireFrame, crm_wire_frame_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CrmWireTrailer, crm_wire_trailer_clear)

G_END_DECLS
