/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZIP file around a workbook, its parts read as XML streams within limits. */

#include "config.h"

#include "core/exchange/crm-xlsx-package.h"

#include "core/base/crm-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define BLOCK       (64 * 1024)
#define MAX_ENTRIES 10000
#define FREE_BYTES  (64 * 1024 * 1024)
#define MAX_RATIO   250

struct _CrmXlsxPackage
{
  int fd;
  char *name;
  guint64 size;
  GHashTable *parts; /* name → itself */
  GCancellable *cancellable;
};

/* One pass over the ZIP file; several may be open on a descriptor, each with its own offset. */
typedef struct
{
  struct archive *archive;
  int fd;
  guint64 size;
  guint64 offset;
  char block[BLOCK];
} Walk;

struct _CrmXlsxPart
{
  CrmXlsxPackage *package;
  Walk *walk;
  xmlTextReaderPtr reader;
  guint64 position;
  guint64 size;
  guint64 limit;
  GError *error;
};

/* ── ZIP ─────────────────────────────────────────────────────────────────────────────────────── */

static la_ssize_t
on_read (struct archive *archive, void *data, const void **block)
{
  Walk *walk = data;
  gssize n;

  do
    n = pread (walk->fd, walk->block, BLOCK, (off_t)walk->offset);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    {
      archive_set_error (archive, errno, "%s", g_strerror (errno));
      return ARCHIVE_FATAL;
    }
  walk->offset += (guint64)n;
  *block = walk->block;
  return n;
}

static la_int64_t
on_seek (struct archive *archive, void *data, la_int64_t offset, int whence)
{
  Walk *walk = data;
  gint64 base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (gint64)walk->offset
                                                            : (gint64)walk->size;

  if (offset < -base || base + offset > (gint64)walk->size)
    {
      archive_set_error (archive, EINVAL, "beyond the end of the file");
      return ARCHIVE_FATAL;
    }
  walk->offset = (guint64)(base + offset);
  return (la_int64_t)walk->offset;
}

static la_int64_t
on_skip (struct archive *archive, void *data, la_int64_t request)
{
  Walk *walk = data;
  guint64 step = MIN ((guint64)request, walk->size - MIN (walk->offset, walk->size));

  walk->offset += step;
  return (la_int64_t)step;
}

static void
walk_free (Walk *walk)
{
  archive_read_free (walk->archive);
  g_free (walk);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Walk, walk_free)

static void
set_damaged (GError **error, CrmXlsxPackage *self, const char *detail)
{
  g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE,
               /* Translators: the second text is a technical detail in English, in parentheses. */
               _ ("“%s” is damaged or was not downloaded to its end. Get the file once more and try again. (%s)"),
               self->name, detail != NULL ? detail : "ZIP");
}

static Walk *
start_walk (CrmXlsxPackage *self, GError **error)
{
  g_autoptr (Walk) walk = g_new0 (Walk, 1);

  walk->fd = self->fd;
  walk->size = self->size;
  walk->archive = archive_read_new ();
  archive_read_support_format_zip_seekable (walk->archive);
  archive_read_set_read_callback (walk->archive, on_read);
  archive_read_set_seek_callback (walk->archive, on_seek);
  archive_read_set_skip_callback (walk->archive, on_skip);
  archive_read_set_callback_data (walk->archive, walk);
  if (archive_read_open1 (walk->archive) != ARCHIVE_OK)
    {
      set_damaged (error, self, archive_error_string (walk->archive));
      return NULL;
    }
  return g_steal_pointer (&walk);
}

static const char *
entry_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (name == NULL)
    name = archive_entry_pathname (entry);
  return name != NULL && *name == '/' ? name + 1 : name;
}

static gboolean
list_parts (CrmXlsxPackage *self, GError **error)
{
  g_autoptr (Walk) walk = start_walk (self, error);
  struct archive_entry *entry;
  int status;

  if (walk == NULL)
    return FALSE;
  while ((status = archive_read_next_header (walk->archive, &entry)) >= ARCHIVE_WARN && status != ARCHIVE_EOF)
    {
      const char *name = entry_name (entry);

      if (archive_entry_is_encrypted (entry))
        {
          g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE,
                       _ ("“%s” is protected by a password. Remove the password in the program that made it, then try again."), self->name);
          return FALSE;
        }
      if (name != NULL && g_utf8_validate (name, -1, NULL))
        g_hash_table_add (self->parts, g_strdup (name));
      if (g_hash_table_size (self->parts) > MAX_ENTRIES)
        break;
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
    }
  if (status == ARCHIVE_EOF)
    return TRUE;
  set_damaged (error, self, archive_error_string (walk->archive));
  return FALSE;
}

static gboolean
check_kind (CrmXlsxPackage *self, GError **error)
{
  if (g_hash_table_contains (self->parts, "[Content_Types].xml") && !g_hash_table_contains (self->parts, "word/document.xml") && !g_hash_table_contains (self->parts, "ppt/presentation.xml") && !g_hash_table_contains (self->parts, "xl/workbook.bin"))
    return TRUE;
  if (g_hash_table_contains (self->parts, "content.xml"))
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE,
                 _ ("“%s” is an OpenDocument file. Save it as .xlsx or CSV in your spreadsheet, then try again."), self->name);
  else if (g_hash_table_contains (self->parts, "xl/workbook.bin"))
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE,
                 _ ("“%s” is a binary Excel workbook (.xlsb). Save it as .xlsx or CSV, then try again."), self->name);
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_UNREADABLE,
                 _ ("“%s” is a packed file, but no Excel workbook. If the list is inside it, unpack it first."), self->name);
  return FALSE;
}

CrmXlsxPackage *
crm_xlsx_package_open (int fd, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (CrmXlsxPackage) self = g_new0 (CrmXlsxPackage, 1);
  struct stat info;

  self->fd = fd;
  self->name = g_strdup (name);
  self->parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_set_object (&self->cancellable, cancellable);
  self->size = fstat (fd, &info) == 0 ? (guint64)info.st_size : 0;
  if (!list_parts (self, error) || !check_kind (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
crm_xlsx_package_free (CrmXlsxPackage *self)
{
  close (self->fd);
  g_free (self->name);
  g_hash_table_unref (self->parts);
  g_clear_object (&self->cancellable);
  g_free (self);
}

const char *
crm_xlsx_package_get_name (CrmXlsxPackage *self)
{
  return self->name;
}

gboolean
crm_xlsx_package_has (CrmXlsxPackage *self, const char *part)
{
  return g_hash_table_contains (self->parts, part);
}

/* ── XML ─────────────────────────────────────────────────────────────────────────────────────── */

static int
on_xml_read (void *data, char *buffer, int length)
{
  CrmXlsxPart *self = data;
  la_ssize_t n;

  if (self->error != NULL || g_cancellable_set_error_if_cancelled (self->package->cancellable, &self->error))
    return -1;
  n = archive_read_data (self->walk->archive, buffer, (size_t)length);
  if (n < 0)
    {
      set_damaged (&self->error, self->package, archive_error_string (self->walk->archive));
      return -1;
    }
  self->position += (guint64)n;
  if (self->position > self->limit || (self->position > FREE_BYTES && self->position / MAX_RATIO > self->package->size))
    {
      g_set_error (&self->error, CRM_ERROR, CRM_ERROR_UNREADABLE,
                   _ ("“%s” unpacks to far more than a list of customers can be, so it was not read. Export the list again, as CSV if it is very long."),
                   self->package->name);
      return -1;
    }
  return (int)n;
}

/* What is wrong comes from crm_xlsx_part_read(); nothing is to be printed. */
static void
on_xml_error (void *data, const xmlError *error)
{
}

static gboolean
find_entry (CrmXlsxPart *self, const char *part, GError **error)
{
  struct archive_entry *entry;
  int status;

  while ((status = archive_read_next_header (self->walk->archive, &entry)) >= ARCHIVE_WARN && status != ARCHIVE_EOF)
    if (g_strcmp0 (entry_name (entry), part) == 0)
      {
        self->size = archive_entry_size_is_set (entry) ? (guint64)MAX (archive_entry_size (entry), 0) : 0;
        return TRUE;
      }
  set_damaged (error, self->package, part);
  return FALSE;
}

CrmXlsxPart *
crm_xlsx_package_open_part (CrmXlsxPackage *package, const char *part, guint64 limit, GError **error)
{
  g_autoptr (CrmXlsxPart) self = g_new0 (CrmXlsxPart, 1);

  self->package = package;
  self->limit = limit;
  self->walk = start_walk (package, error);
  if (self->walk == NULL || !find_entry (self, part, error))
    return NULL;
  self->reader = xmlReaderForIO (on_xml_read, NULL, self, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (self->reader == NULL)
    {
      if (self->error == NULL)
        set_damaged (&self->error, package, part);
      g_propagate_error (error, g_steal_pointer (&self->error));
      return NULL;
    }
  xmlTextReaderSetStructuredErrorHandler (self->reader, (xmlStructuredErrorFunc)on_xml_error, self);
  return g_steal_pointer (&self);
}

void
crm_xlsx_part_free (CrmXlsxPart *self)
{
  g_clear_pointer (&self->reader, xmlFreeTextReader);
  g_clear_pointer (&self->walk, walk_free);
  g_clear_error (&self->error);
  g_free (self);
}

xmlTextReaderPtr
crm_xlsx_part_get_reader (CrmXlsxPart *self)
{
  return self->reader;
}

gboolean
crm_xlsx_part_read (CrmXlsxPart *self, GError **error)
{
  int status = xmlTextReaderRead (self->reader);

  if (G_LIKELY (status == 1 && xmlTextReaderNodeType (self->reader) != XML_READER_TYPE_DOCUMENT_TYPE && xmlTextReaderNodeType (self->reader) != XML_READER_TYPE_ENTITY_REFERENCE))
    return TRUE;
  if (status == 0 && self->error == NULL)
    return FALSE;
  if (self->error == NULL)
    set_damaged (&self->error, self->package, status == 1 ? "DOCTYPE" : "XML");
  if (error != NULL && *error == NULL)
    *error = g_error_copy (self->error);
  return FALSE;
}

guint64
crm_xlsx_part_get_position (CrmXlsxPart *self)
{
  return self->position;
}

guint64
crm_xlsx_part_get_size (CrmXlsxPart *self)
{
  return self->size;
}

char *
crm_xlsx_part_dup_attribute (CrmXlsxPart *self, const char *name)
{
  char *value = NULL;

  while (value == NULL && xmlTextReaderMoveToNextAttribute (self->reader) == 1)
    if (strcmp ((const char *)xmlTextReaderConstLocalName (self->reader), name) == 0)
      value = g_strdup ((const char *)xmlTextReaderConstValue (self->reader));
  xmlTextReaderMoveToElement (self->reader);
  return value;
}
