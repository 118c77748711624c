/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder a server lives in: its database, certificate, attachments and the socket it is administered by. */

#define G_LOG_DOMAIN "crm-server"

#include "config.h"

#include "server/crm-server-folder.h"

#include "core/base/crm-error.h"
#include "core/store/crm-disk.h"
#include "server/crm-server-certificate.h"
#include "server/crm-server-password.h"
#include "server/crm-server-database.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATABASE    "database"
#define URL         "url"
#define ATTACHMENTS "attachments"
#define FOLDER      "folder"

static void
read_settings (CrmServerFolder *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *url = NULL, *blobs = NULL;

  if (!g_key_file_load_from_file (file, self->settings, G_KEY_FILE_NONE, NULL))
    return;
  url = g_key_file_get_string (file, DATABASE, URL, NULL);
  blobs = g_key_file_get_string (file, ATTACHMENTS, FOLDER, NULL);
  if (url != NULL)
    g_set_str (&self->database, url);
  if (blobs != NULL)
    g_set_str (&self->blobs, blobs);
}

CrmServerFolder *
crm_server_folder_new (const char *path)
{
  CrmServerFolder *self = g_new0 (CrmServerFolder, 1);

  self->path = g_canonicalize_filename (path, NULL);
  self->database = g_build_filename (self->path, "server.db", NULL);
  self->certificate = g_build_filename (self->path, "certificate.pem", NULL);
  self->key = g_build_filename (self->path, "key.pem", NULL);
  self->blobs = g_build_filename (self->path, "blobs", NULL);
  self->socket = g_build_filename (self->path, "control.sock", NULL);
  self->settings = g_build_filename (self->path, "server.conf", NULL);
  self->lock = -1;
  read_settings (self);
  return self;
}

void
crm_server_folder_free (CrmServerFolder *self)
{
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->database);
  g_free (self->settings);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->blobs);
  g_free (self->socket);
  g_free (self);
}

static gboolean
is_empty (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

static gboolean
make_folders (CrmServerFolder *self, GError **error)
{
  if (is_empty (self->path) && g_mkdir_with_parents (self->path, 0700) == 0 && g_chmod (self->path, 0700) == 0 && g_mkdir (self->blobs, 0700) == 0)
    return TRUE;
  if (is_empty (self->path))
    g_set_error (error, CRM_ERROR, CRM_ERROR_STORAGE, _ ("The folder “%s” cannot be made: %s."), self->path, g_strerror (errno));
  else
    g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("The folder “%s” is not empty. Choose another; a server gets one of its own."), self->path);
  return FALSE;
}

/* The URL may have a password in it: for the owner's eyes only. */
static gboolean
write_settings (CrmServerFolder *self, const char *url, const char *blobs, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  if (url == NULL && blobs == NULL)
    return TRUE;
  if (url != NULL)
    g_key_file_set_string (file, DATABASE, URL, url);
  if (blobs != NULL)
    g_key_file_set_string (file, ATTACHMENTS, FOLDER, blobs);
  text = g_key_file_to_data (file, &length, NULL);
  if (!g_file_set_contents_full (self->settings, text, (gssize)length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return FALSE;
  read_settings (self);
  return TRUE;
}

/* A server that comes to another's database has its workspaces. */
static gboolean
add_workspace (CrmServerStorage *storage, const char *name, CrmServerSharing sharing, GError **error)
{
  CrmId id = crm_server_random_id (), epoch = crm_server_random_id ();
  g_autoptr (GArray) names = crm_server_storage_list_workspaces (storage, error);

  return names != NULL && (names->len > 0 || crm_server_storage_add_workspace (storage, &id, name, &epoch, sharing, error));
}

/* A database that is not to be had leaves no folder behind. */
gboolean
crm_server_folder_create (CrmServerFolder *self, const char *workspace, CrmServerSharing sharing, const char *url, const char *blobs, GError **error)
{
  g_autoptr (CrmServerStorage) storage = NULL;
  g_autofree char *place = blobs != NULL ? g_canonicalize_filename (blobs, NULL) : NULL;

  if (url != NULL && !crm_server_database_is_url (url))
    {
      g_set_error (error, CRM_ERROR, CRM_ERROR_INVALID, _ ("“%s” is no address of a database. Write one as postgresql://USER@HOST/NAME."), url);
      return FALSE;
    }
  if (url != NULL && (storage = crm_server_database_open (url, 0, TRUE, error)) == NULL)
    return FALSE;
  if (!make_folders (self, error) || !write_settings (self, url, place, error))
    return FALSE;
  if (storage == NULL)
    storage = crm_server_database_open (self->database, 0, TRUE, error);
  return storage != NULL && add_workspace (storage, workspace, sharing, error) && crm_server_certificate_make (self->certificate, self->key, error) && crm_disk_sync (self->path, error);
}

gboolean
crm_server_folder_exists (CrmServerFolder *self, GError **error)
{
  if (g_file_test (crm_server_database_is_url (self->database) ? self->settings : self->database, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, CRM_ERROR, CRM_ERROR_NOT_FOUND, _ ("“%s” is no folder of a server. Make one with “clientele-server init”."), self->path);
  return FALSE;
}

gboolean
crm_server_folder_lock (CrmServerFolder *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->path, "lock", NULL);
  struct stat owner;

  if (!crm_server_folder_exists (self, error))
    return FALSE;
  self->lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  /* A lock that an administrator made must not keep the server's own user out. */
  if (self->lock >= 0 && geteuid () == 0 && stat (self->path, &owner) == 0 && fchown (self->lock, owner.st_uid, owner.st_gid) != 0)
    g_message ("%s: %s", path, g_strerror (errno));
  if (self->lock >= 0 && flock (self->lock, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, CRM_ERROR, self->lock >= 0 ? CRM_ERROR_LOCKED : CRM_ERROR_STORAGE, self->lock >= 0 ? _ ("Another process works on “%s”. Wait until it is done, or stop it.") : _ ("The folder “%s” cannot be written to."), self->path);
  return FALSE;
}
