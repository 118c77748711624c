/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a server's events as their bytes arrive: which scope has something new. */

#define G_LOG_DOMAIN "crm-sync"

#include "sync/crm-event-stream.h"

#include <string.h>

#define SCOPE_MAX 256

struct _CrmEventStream
{
  CrmEventFunc func;
  gpointer data;
  GString *line;
  char *event;
  char *payload; /* the last "data" of the event under way */
  gboolean after_return;
  gboolean broken;
};

CrmEventStream *
crm_event_stream_new (CrmEventFunc func, gpointer data)
{
  CrmEventStream *self = g_new0 (CrmEventStream, 1);

  self->func = func;
  self->data = data;
  self->line = g_string_new (NULL);
  return self;
}

void
crm_event_stream_free (CrmEventStream *self)
{
  g_string_free (self->line, TRUE);
  g_free (self->event);
  g_free (self->payload);
  g_free (self);
}

/* "SEQ SCOPE", the number without sign or leading zeros. */
static void
tell (CrmEventStream *self)
{
  const char *space = self->payload != NULL ? strchr (self->payload, ' ') : NULL;
  g_autofree char *number = space != NULL ? g_strndup (self->payload, (gsize)(space - self->payload)) : NULL;
  guint64 seq;

  if (g_strcmp0 (self->event, "change") != 0 || number == NULL || !g_ascii_string_to_unsigned (number, 10, 1, G_MAXINT64, &seq, NULL))
    return;
  if (space[1] != '\0' && strlen (space + 1) <= SCOPE_MAX && strchr (space + 1, ' ') == NULL)
    self->func ((gint64)seq, space + 1, self->data);
}

static void
end_event (CrmEventStream *self)
{
  tell (self);
  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->payload, g_free);
}

/* "name: value"; a line that begins with a colon is a comment. */
static void
read_field (CrmEventStream *self)
{
  const char *line = self->line->str, *colon = strchr (line, ':'), *value = colon;

  if (colon == NULL || colon == line)
    return;
  value += value[1] == ' ' ? 2 : 1;
  if (strncmp (line, "event:", 6) == 0)
    g_set_str (&self->event, value);
  else if (strncmp (line, "data:", 5) == 0)
    g_set_str (&self->payload, value);
}

static gboolean
end_line (CrmEventStream *self)
{
  if (!g_utf8_validate (self->line->str, (gssize)self->line->len, NULL))
    return FALSE;
  if (self->line->len == 0)
    end_event (self);
  else
    read_field (self);
  g_string_truncate (self->line, 0);
  return TRUE;
}

/* Lines end with LF, CR or both. */
static gboolean
feed_byte (CrmEventStream *self, char byte)
{
  gboolean second = self->after_return && byte == '\n';

  self->after_return = byte == '\r';
  if (second)
    return TRUE;
  if (byte == '\n' || byte == '\r')
    return end_line (self);
  if (byte == '\0' || self->line->len >= CRM_EVENT_LINE_MAX)
    return FALSE;
  g_string_append_c (self->line, byte);
  return TRUE;
}

gboolean
crm_event_stream_feed (CrmEventStream *self, const char *bytes, gsize length)
{
  g_return_val_if_fail (self != NULL && (bytes != NULL || length == 0), FALSE);

  for (gsize i = 0; i < length && !self->broken; i++)
    self->broken = !feed_byte (self, bytes[i]);
  return !self->broken;
}
