/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells by its content what kind of file a person chose, and refuses what holds no table. */

#include "config.h"

#include "core/exchange/crm-table-format.h"

#include "core/base/crm-error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define SAMPLE (256 * 1024)
#define FAR    (16 * 1024 * 1024)

static const struct
{
  const char *bytes;
  gsize length;
  const char *what;
} refused[] = {
  /* Translators: these complete “%s” is …, not a list of customers. */
  { "\x89PNG\r\n", 6, N_ ("a picture") },
  { "\xff\xd8\xff", 3, N_ ("a picture") },
  { "GIF8", 4, N_ ("a picture") },
  { "%PDF-", 5, N_ ("a PDF document") },
  { "\x7f"
    "ELF",
    4, N_ ("a program") },
  { "\x1f\x8b", 2, N_ ("a compressed file") },
  { "\xfd"
    "7zXZ",
    5, N_ ("a compressed file") },
  { "7z\xbc\xaf", 4, N_ ("a compressed file") },
  { "Rar!\x1a", 5, N_ ("a compressed file") },
  { "SQLite format 3", 16, N_ ("a database") },
  { "{\\rtf", 5, N_ ("a text document") },
};

static G_GNUC_PRINTF (3, 4) void refuse (GError **error, const char *name, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: a file name, then a sentence on it. */
  g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s”: %s"), name, what);
}

int
crm_table_format_open (const char *path, guint64 *size, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  struct stat info;
  int fd;

  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    {
      g_set_error (error, CRM_ERROR, errno == ENOENT ? CRM_ERROR_NOT_FOUND : CRM_ERROR_UNREADABLE,
                   _ ("“%s” could not be opened: %s."), name, g_strerror (errno));
      return -1;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      refuse (error, name, _ ("This is not a file that can be read. Choose a CSV, vCard or Excel file."));
      close (fd);
      return -1;
    }
  *size = (guint64)info.st_size;
  return fd;
}

static gssize
read_at (int fd, guint8 *buffer, gsize length, gsize offset)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (fd, buffer + done, length - done, (off_t)(offset + done));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize)n;
    }
  return (gssize)done;
}

static gboolean
is_ascii (const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (bytes[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* A compound file is an old .xls, or a workbook behind a password: its folder names the streams in UTF-16. */
static void
refuse_compound (int fd, const char *name, const guint8 *head, gsize length, GError **error)
{
  static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  guint8 folder[4096];
  guint shift = length > 0x34 ? head[0x1e] : 9;
  guint32 sector = length > 0x34 ? (guint32)head[0x30] | (guint32)head[0x31] << 8 | (guint32)head[0x32] << 16 | (guint32)head[0x33] << 24 : 0;
  gssize n = read_at (fd, folder, sizeof folder, ((gsize)sector + 1) << MIN (shift, 16));

  if (n > 0 && memmem (folder, (gsize)n, locked, sizeof locked - 1) != NULL)
    refuse (error, name, _ ("This workbook is protected by a password. Remove the password in the program that made it, then try again."));
  else
    refuse (error, name, _ ("This is an Excel workbook of before 2007, or another old Office document. Save it as .xlsx or CSV, then try again."));
}

/* Spreadsheets save web pages and XML under the name .xls. */
static gboolean
is_markup (const guint8 *bytes, gsize length)
{
  static const char *const starts[] = { "<!doctype html", "<html", "<table", "<?xml", "<head", "<meta" };
  gsize i = 0;

  while (i < length && (g_ascii_isspace (bytes[i]) || (i < 3 && bytes[i] >= 0xbb)))
    i++;
  for (gsize j = 0; j < G_N_ELEMENTS (starts); j++)
    if (length - i >= strlen (starts[j]) && g_ascii_strncasecmp ((const char *)bytes + i, starts[j], strlen (starts[j])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_binary (const guint8 *bytes, gsize length)
{
  gsize odd = 0;

  for (gsize i = 0; i < length; i++)
    odd += (bytes[i] < 0x20 && strchr ("\t\n\r\f\v\x1a\x1b", bytes[i] == 0 ? 1 : bytes[i]) == NULL) || bytes[i] == 0x7f;
  return (odd > 8 && odd * 50 > length) || odd * 2 > length;
}

static gboolean
check_refused (int fd, const char *name, const guint8 *bytes, gsize length, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    if (length >= refused[i].length && memcmp (bytes, refused[i].bytes, refused[i].length) == 0)
      {
        refuse (error, name, _ ("This is %s, not a list of customers. Choose a CSV, vCard or Excel file."), _ (refused[i].what));
        return FALSE;
      }
  if (length >= 8 && memcmp (bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    {
      refuse_compound (fd, name, bytes, length, error);
      return FALSE;
    }
  if (is_markup (bytes, length))
    {
      refuse (error, name, _ ("This is a web page or XML, even if its name ends in .xls. Open it in a spreadsheet and save it as .xlsx or CSV, then try again."));
      return FALSE;
    }
  return TRUE;
}

/* Whether the first line that is not blank begins a card; wide text is looked at without its zero bytes. */
/* "[{", "[]" or "{\"" with any white space: a table that began like this would have a strange first column. */
static gboolean
is_json (const guint8 *bytes, gsize length)
{
  char marks[3] = { 0 };
  guint n = 0;

  for (gsize i = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; i < length && n < 2; i++)
    if (!g_ascii_isspace (bytes[i]))
      marks[n++] = (char)bytes[i];
  return strcmp (marks, "[{") == 0 || strcmp (marks, "[]") == 0 || strcmp (marks, "{\"") == 0;
}

static gboolean
is_vcard (const guint8 *bytes, gsize length)
{
  static const char begin[] = "BEGIN:VCARD";
  gsize matched = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == 0 || (matched == 0 && (g_ascii_isspace (bytes[i]) || (i < 4 && bytes[i] >= 0x80))))
        continue;
      if (g_ascii_toupper ((char)bytes[i]) != begin[matched++])
        return FALSE;
      if (begin[matched] == '\0')
        return TRUE;
    }
  return FALSE;
}

/* Reads on until there is something to tell an encoding by. */
static gboolean
read_sample (int fd, const char *name, GByteArray *sample, GCancellable *cancellable, GError **error)
{
  gsize offset = 0;

  g_byte_array_set_size (sample, SAMPLE);
  do
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = read_at (fd, sample->data, SAMPLE, offset);
      if (n < 0)
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE, _ ("“%s” could not be read: %s."), name, g_strerror (errno));
          return FALSE;
        }
      g_byte_array_set_size (sample, (guint)n);
      offset += (gsize)n;
      if (n < SAMPLE || !is_ascii (sample->data, (gsize)n))
        break;
      g_byte_array_set_size (sample, SAMPLE);
    }
  while (offset < FAR);
  return TRUE;
}

static CrmTableFormat
detect_text (const char *name, const GByteArray *head, const GByteArray *sample, CrmEncodingGuess *encoding, GError **error)
{
  CrmEncodingGuess guess = crm_encoding_detect (head->data, head->len);

  if (guess.mark == 0 && is_ascii (head->data, head->len))
    guess = crm_encoding_detect (sample->data, sample->len);
  if (g_str_has_prefix (guess.name, "UTF-16") || g_str_has_prefix (guess.name, "UTF-32"))
    ;
  else if (is_binary (head->data, head->len))
    {
      refuse (error, name, _ ("This is no text, but data of some other program. Choose a CSV, vCard or Excel file."));
      return CRM_TABLE_FORMAT_DETECT;
    }
  if (encoding->name != NULL)
    {
      guess.mark = g_ascii_strcasecmp (encoding->name, guess.name) == 0 ? guess.mark : 0;
      guess.name = encoding->name;
      guess.confidence = 100;
    }
  *encoding = guess;
  if (is_json (head->data, MIN (head->len, 4096)))
    return CRM_TABLE_FORMAT_JSON;
  return is_vcard (head->data, MIN (head->len, 4096)) ? CRM_TABLE_FORMAT_VCARD : CRM_TABLE_FORMAT_CSV;
}

CrmTableFormat
crm_table_format_detect (int fd, const char *name, CrmEncodingGuess *encoding, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) head = g_byte_array_new (), sample = g_byte_array_new ();
  gssize n;

  g_byte_array_set_size (head, SAMPLE);
  n = read_at (fd, head->data, SAMPLE, 0);
  if (n <= 0)
    {
      if (n < 0)
        refuse (error, name, _ ("The file could not be read: %s."), g_strerror (errno));
      else
        refuse (error, name, _ ("The file is empty."));
      return CRM_TABLE_FORMAT_DETECT;
    }
  g_byte_array_set_size (head, (guint)n);
  if (n >= 4 && (memcmp (head->data, "PK\3\4", 4) == 0 || memcmp (head->data, "PK\5\6", 4) == 0))
    return CRM_TABLE_FORMAT_XLSX;
  if (!check_refused (fd, name, head->data, head->len, error) || !read_sample (fd, name, sample, cancellable, error))
    return CRM_TABLE_FORMAT_DETECT;
  return detect_text (name, head, sample, encoding, error);
}
