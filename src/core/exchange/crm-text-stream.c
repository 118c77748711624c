/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of any encoding, seen through a sliding window of UTF-8. */

#include "config.h"

#include "core/exchange/crm-text-stream.h"

#include "core/base/crm-error.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#define CHUNK (128 * 1024)
#define PIVOT 4096

typedef struct
{
  CrmTextStream window;
  int fd;
  char *name;
  gsize limit;
  gsize capacity;
  gsize checked; /* text before this offset has been looked at */
  guint64 position;
  GCancellable *cancellable;

  /* Set for an encoding other than UTF-8. */
  UConverter *from;
  UConverter *to;
  char *raw;
  gsize raw_start;
  gsize raw_end;
  UChar *pivot;
  UChar *pivot_source;
  UChar *pivot_target;
  gboolean reset;
  gboolean raw_ended;
  gboolean substituted;
  gboolean verbatim;
} Stream;

static void
on_no_meaning (const void *context,
               UConverterToUnicodeArgs *args,
               const char *bytes,
               int32_t length,
               UConverterCallbackReason reason,
               UErrorCode *status)
{
  static const UChar replacement[] = { 0xfffd };
  Stream *self = (Stream *)context;

  if (reason > UCNV_IRREGULAR)
    return;
  self->substituted = TRUE;
  *status = U_ZERO_ERROR;
  ucnv_cbToUWriteUChars (args, replacement, 1, 0, status);
}

static gboolean
open_converters (Stream *self, const char *encoding, GError **error)
{
  UErrorCode status = U_ZERO_ERROR;

  self->from = ucnv_open (encoding, &status);
  self->to = ucnv_open ("UTF-8", &status);
  if (U_SUCCESS (status))
    ucnv_setToUCallBack (self->from, on_no_meaning, self, NULL, NULL, &status);
  if (U_FAILURE (status))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID,
                   _ ("The encoding “%s” is not known. Choose another one for “%s”."), encoding, self->name);
      return FALSE;
    }
  self->raw = g_malloc (CHUNK);
  self->pivot = g_new (UChar, PIVOT);
  self->pivot_source = self->pivot_target = self->pivot;
  self->reset = TRUE;
  self->window.replaced = TRUE;
  return TRUE;
}

CrmTextStream *
crm_text_stream_new (int fd, const char *name, const char *encoding, gsize skip, gsize limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmTextStream) window = NULL;
  Stream *self;

  g_return_val_if_fail (fd >= 0, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (Stream, 1);
  window = &self->window;
  self->fd = fd;
  self->name = g_strdup (name);
  self->limit = limit;
  self->verbatim = encoding == NULL;
  self->capacity = 4 * CHUNK;
  self->window.data = g_malloc (self->capacity + 1);
  g_set_object (&self->cancellable, cancellable);
  if (lseek (fd, (off_t)skip, SEEK_SET) < 0)
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” could not be read: %s."), name, g_strerror (errno));
      return NULL;
    }
  self->position = skip;
  if (encoding != NULL && strcmp (encoding, "UTF-8") != 0 && !open_converters (self, encoding, error))
    return NULL;
  return g_steal_pointer (&window);
}

void
crm_text_stream_free (CrmTextStream *window)
{
  Stream *self = (Stream *)window;

  close (self->fd);
  g_clear_pointer (&self->from, ucnv_close);
  g_clear_pointer (&self->to, ucnv_close);
  g_free (self->pivot);
  g_free (self->raw);
  g_free (self->name);
  g_clear_object (&self->cancellable);
  g_free (self->window.data);
  g_free (self);
}

static gssize
read_bytes (Stream *self, char *buffer, gsize length, GError **error)
{
  gssize n;

  do
    n = read (self->fd, buffer, length);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” could not be read to its end: %s."),
                 self->name, g_strerror (errno));
  else
    self->position += (guint64)n;
  return n;
}

/* Moves the unread text to the front and makes room for another chunk. */
static void
make_room (Stream *self)
{
  CrmTextStream *window = &self->window;
  gsize shift = window->start;

  memmove (window->data, window->data + shift, window->end - shift);
  window->start = 0;
  window->end -= shift;
  self->checked = self->checked > shift ? self->checked - shift : 0;
  window->suspect_end = window->suspect_end > shift ? window->suspect_end - shift : 0;
  if (self->capacity - window->end >= CHUNK)
    return;
  self->capacity = 2 * self->capacity;
  window->data = g_realloc (window->data, self->capacity + 1);
}

static gboolean
fill_converted (Stream *self, GError **error)
{
  CrmTextStream *window = &self->window;
  char *target = window->data + window->end;
  const char *source;
  UErrorCode status = U_ZERO_ERROR;

  if (self->raw_start == self->raw_end && !self->raw_ended)
    {
      gssize n = read_bytes (self, self->raw, CHUNK, error);

      if (n < 0)
        return FALSE;
      self->raw_start = 0;
      self->raw_end = (gsize)n;
      self->raw_ended = n == 0;
    }
  source = self->raw + self->raw_start;
  ucnv_convertEx (self->to, self->from, &target, window->data + self->capacity, &source, self->raw + self->raw_end,
                  self->pivot, &self->pivot_source, &self->pivot_target, self->pivot + PIVOT,
                  self->reset, self->raw_ended, &status);
  self->reset = FALSE;
  self->raw_start = (gsize)(source - self->raw);
  window->end = (gsize)(target - window->data);
  if (status == U_BUFFER_OVERFLOW_ERROR)
    return TRUE;
  if (U_FAILURE (status))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” could not be read in the encoding chosen for it: %s."),
                   self->name, u_errorName (status));
      return FALSE;
    }
  window->ended = self->raw_ended;
  return TRUE;
}

static gboolean
fill_plain (Stream *self, GError **error)
{
  CrmTextStream *window = &self->window;
  gssize n = read_bytes (self, window->data + window->end, self->capacity - window->end, error);

  if (n < 0)
    return FALSE;
  window->end += (gsize)n;
  window->ended = n == 0;
  return TRUE;
}

/* Looks once at each new byte, so that the rows of a healthy file need no look of their own. */
static void
check_new_text (Stream *self)
{
  CrmTextStream *window = &self->window;
  const char *stop;
  gsize length = window->end - self->checked;

  if (g_utf8_validate_len (window->data + self->checked, length, &stop) && !self->substituted)
    {
      self->checked = window->end;
      return;
    }
  length = (gsize)(window->data + window->end - stop);
  if (!self->substituted && !window->ended && length < 4 && g_utf8_get_char_validated (stop, (gssize)length) == (gunichar)-2)
    {
      self->checked = (gsize)(stop - window->data);
      return;
    }
  self->checked = window->suspect_end = window->end;
  self->substituted = FALSE;
}

gboolean
crm_text_stream_fill (CrmTextStream *window, GError **error)
{
  Stream *self = (Stream *)window;

  if (window->ended || crm_text_stream_is_full (window))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  make_room (self);
  if (!(self->from != NULL ? fill_converted (self, error) : fill_plain (self, error)))
    return FALSE;
  if (!self->verbatim)
    check_new_text (self);
  return TRUE;
}

gboolean
crm_text_stream_is_full (const CrmTextStream *window)
{
  return window->end - window->start >= ((const Stream *)window)->limit;
}

guint64
crm_text_stream_get_position (const CrmTextStream *window)
{
  const Stream *self = (const Stream *)window;
  guint64 unread = self->raw_end - self->raw_start + (self->from == NULL ? window->end - window->start : 0);

  return self->position > unread ? self->position - unread : 0;
}
