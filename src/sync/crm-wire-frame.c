/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes over the wire in one piece: lines, and a trailer that proves that all of them came. */

#define G_LOG_DOMAIN "crm-wire"
#define _GNU_SOURCE  /* memrchr */

#include "config.h"

#include "sync/crm-wire-frame.h"

#include "core/base/crm-error.h"
#include "sync/crm-wire-hash.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The hash is of everything before it, the rest of the trailer too, and nothing follows. */
#define HASH_BEGIN ",\"sha256\":\""
#define HASH_END   "\"}\n"

void
crm_wire_trailer_clear (CrmWireTrailer *self)
{
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->epoch, g_free);
  g_clear_pointer (&self->scopes, g_strfreev);
}

static void
append_text (GString *lines, const char *name, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf (lines, ",\"%s\":", name);
  crm_wire_append_string (lines, text);
}

void
crm_wire_frame_close (GString *lines, const CrmWireTrailer *trailer)
{
  char hash[CRM_WIRE_HASH_LENGTH + 1];

  g_string_append_printf (lines, "{\"end\":1,\"count\":%" G_GINT64_FORMAT, trailer->count);
  append_text (lines, "next", trailer->next);
  if (trailer->more)
    g_string_append (lines, ",\"more\":1");
  append_text (lines, "scope", trailer->scope);
  append_text (lines, "from", trailer->from);
  append_text (lines, "epoch", trailer->epoch);
  if (trailer->server_time != 0)
    g_string_append_printf (lines, ",\"server_time\":%" G_GINT64_FORMAT, trailer->server_time);
  if (trailer->scopes != NULL)
    {
      g_string_append (lines, ",\"scopes\":[");
      for (guint i = 0; trailer->scopes[i] != NULL; i++)
        {
          if (i > 0)
            g_string_append_c (lines, ',');
          crm_wire_append_string (lines, trailer->scopes[i]);
        }
      g_string_append_c (lines, ']');
    }
  if (trailer->held != 0)
    g_string_append_printf (lines, ",\"held\":%" G_GINT64_FORMAT, trailer->held);
  g_string_append_printf (lines, HASH_BEGIN "%s" HASH_END, crm_wire_hash (lines->str, lines->len, hash));
}

static gboolean
scan_scopes (CrmWireScan *scan, GString *text, char ***scopes)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean more = TRUE;

  if (*scopes != NULL || !crm_wire_scan_sign (scan, '['))
    return FALSE;
  more = !crm_wire_scan_sign (scan, ']');
  while (more)
    {
      if (!crm_wire_scan_string (scan, text))
        return FALSE;
      g_strv_builder_add (builder, text->str);
      if (!crm_wire_scan_more (scan, ']', &more))
        return FALSE;
    }
  *scopes = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
scan_text (CrmWireScan *scan, GString *text, char **result)
{
  if (!crm_wire_scan_string (scan, text))
    return FALSE;
  g_set_str (result, text->str);
  return TRUE;
}

static gboolean
scan_member (CrmWireScan *scan, const char *name, GString *text, CrmWireTrailer *trailer)
{
  gint64 flag;

  if (strcmp (name, "count") == 0)
    return crm_wire_scan_integer (scan, &trailer->count);
  if (strcmp (name, "server_time") == 0)
    return crm_wire_scan_integer (scan, &trailer->server_time);
  if (strcmp (name, "held") == 0)
    return crm_wire_scan_integer (scan, &trailer->held);
  if (strcmp (name, "more") == 0)
    return crm_wire_scan_integer (scan, &flag) && (trailer->more = flag != 0, TRUE);
  if (strcmp (name, "next") == 0)
    return scan_text (scan, text, &trailer->next);
  if (strcmp (name, "scope") == 0)
    return scan_text (scan, text, &trailer->scope);
  if (strcmp (name, "from") == 0)
    return scan_text (scan, text, &trailer->from);
  if (strcmp (name, "epoch") == 0)
    return scan_text (scan, text, &trailer->epoch);
  if (strcmp (name, "scopes") == 0)
    return scan_scopes (scan, text, &trailer->scopes);
  return crm_wire_scan_skip (scan);
}

static gboolean
scan_trailer (CrmWireScan *scan, CrmWireTrailer *trailer)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean more = TRUE;

  if (!crm_wire_scan_sign (scan, '{'))
    return FALSE;
  while (more)
    if (!crm_wire_scan_string (scan, name) || !crm_wire_scan_sign (scan, ':') || !scan_member (scan, name->str, text, trailer) || !crm_wire_scan_more (scan, '}', &more))
      return FALSE;
  return crm_wire_scan_end (scan);
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("What came over the network is cut short or damaged. Nothing of it was used; it is asked for again."));
  return FALSE;
}

static gint64
count_lines (const char *data, gsize length)
{
  gint64 n = 0;

  for (gsize i = 0; i < length; i++)
    n += data[i] == '\n';
  return n;
}

static gboolean
has_hash (const char *data, gsize length)
{
  g_autofree char *end = NULL;
  char hash[CRM_WIRE_HASH_LENGTH + 1];
  gsize end_length = strlen (HASH_BEGIN HASH_END) + CRM_WIRE_HASH_LENGTH;

  if (length < end_length)
    return FALSE;
  end = g_strconcat (HASH_BEGIN, crm_wire_hash (data, length - end_length, hash), HASH_END, NULL);
  return memcmp (data + length - end_length, end, end_length) == 0;
}

static gboolean
verify (CrmWireFrame *frame, gsize length, GError **error)
{
  const char *data = frame->at, *last;
  CrmWireScan scan;

  if (length > CRM_WIRE_FRAME_MAX + CRM_WIRE_LINE_MAX || !has_hash (data, length))
    return fail (error);
  last = memrchr (data, '\n', length - 1);
  last = last != NULL ? last + 1 : data;
  frame->end = last;
  if (!crm_wire_scan_init (&scan, last, length - 1 - (gsize)(last - data)) || !scan_trailer (&scan, &frame->trailer))
    return fail (error);
  return frame->trailer.count == count_lines (data, (gsize)(last - data)) || fail (error);
}

gboolean
crm_wire_frame_open (GBytes *bytes, CrmWireFrame *frame, GError **error)
{
  gsize length;

  *frame = (CrmWireFrame){ g_bytes_ref (bytes) };
  frame->at = g_bytes_get_data (bytes, &length);
  if (verify (frame, length, error))
    return TRUE;
  crm_wire_frame_clear (frame);
  return FALSE;
}

void
crm_wire_frame_clear (CrmWireFrame *frame)
{
  g_clear_pointer (&frame->bytes, g_bytes_unref);
  crm_wire_trailer_clear (&frame->trailer);
}

char *
crm_wire_frame_dup_hash (const CrmWireFrame *frame)
{
  gsize length;
  const char *data = g_bytes_get_data (frame->bytes, &length);

  return g_strndup (data + length - strlen (HASH_END) - CRM_WIRE_HASH_LENGTH, CRM_WIRE_HASH_LENGTH);
}

gboolean
crm_wire_frame_next (CrmWireFrame *frame, CrmWireScan *scan, gboolean *fits)
{
  const char *line = frame->at, *stop;

  if (line >= frame->end)
    return FALSE;
  stop = memchr (line, '\n', (gsize)(frame->end - line));
  g_assert (stop != NULL);
  frame->at = stop + 1;
  *fits = crm_wire_scan_init (scan, line, (gsize)(stop - line));
  return TRUE;
}
