/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of any encoding, seen through a sliding window of UTF-8. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmTextStream:
 * @data: the window; data[start, end) is unread, may be written to, and data[end] may be too
 * @start: where the unread text begins; the caller moves it forward
 * @end: where it ends
 * @ended: whether the file has no more beyond @end
 * @suspect_end: text before this offset may hold NUL or (raw, UTF-8) invalid bytes; text after it certainly holds none
 * @replaced: whether bytes without meaning are U+FFFD in the window, rather than still there
 *
 * Filling moves the window: pointers into it do not outlive crm_text_stream_fill(). Any one thread.
 */
typedef struct
{
  char *data;
  gsize start;
  gsize end;
  gboolean ended;
  gsize suspect_end;
  gboolean replaced;
} CrmTextStream;

/**
 * crm_text_stream_new:
 * @fd: (transfer full): an open regular file
 * @name: the file's name for messages
 * @encoding: (nullable): an ICU converter name, "UTF-8", or %NULL to give the bytes as they are
 * @skip: bytes to leave out at the beginning: the byte order mark
 * @limit: how much unread text the window may hold
 * @cancellable: (nullable): looked at on each fill
 * @error: set to %CRM_ERROR_INVALID if @encoding is unknown
 *
 * Returns: (transfer full) (nullable): the stream, its window still empty.
 */
CrmTextStream *crm_text_stream_new (int fd,
                                    const char *name,
                                    const char *encoding,
                                    gsize skip,
                                    gsize limit,
                                    GCancellable *cancellable,
                                    GError **error);

void crm_text_stream_free (CrmTextStream *self);

/**
 * crm_text_stream_fill:
 *
 * Adds text to the window, unless the file has ended or the unread text has reached the limit: then nothing changes.
 *
 * Returns: %FALSE if reading failed or was cancelled.
 */
gboolean crm_text_stream_fill (CrmTextStream *self, GError **error);

/* Whether the unread text has reached the limit. */
gboolean crm_text_stream_is_full (const CrmTextStream *self);

/* Bytes of the file taken so far. */
guint64 crm_text_stream_get_position (const CrmTextStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmTextStream, crm_text_stream_free)

G_END_DECLS
