/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files kept with customers: each content once, under its hash, in a folder beside the customer file. */

#pragma once

#include "core/store/crm-transfer.h"

G_BEGIN_DECLS

/* A SHA-256 in hexadecimal digits. */
#define CRM_FILE_HASH_LENGTH 64

/**
 * crm_file_store_dup_folder:
 * @file: the path of a customer file, or of a backup of one
 *
 * Returns: (transfer full): where its files lie: "NAME.clientele-files" beside "NAME.clientele". It is made with the first file.
 */
char *crm_file_store_dup_folder (const char *file);

/**
 * crm_file_store_dup_path:
 * @folder: the folder
 * @hash: (nullable): of the content
 *
 * Returns: (transfer full) (nullable): where such a content lies: FOLDER/ab/abcd…; %NULL when @hash is no hash. Whether it is
 *   there nobody says.
 */
char *crm_file_store_dup_path (const char *folder, const char *hash);

/**
 * CrmStagedFile:
 * @hash: of the content
 * @size: in bytes
 * @name: what the source is called, cleaned
 * @media_type: what it seems to be, as "application/pdf"
 *
 * A content that is on the disk but has no place yet.
 */
typedef struct
{
  char *folder;
  char *path;
  char *hash;
  gint64 size;
  char *name;
  char *media_type;
} CrmStagedFile;

/**
 * crm_file_store_stage:
 * @folder: the folder; made when it is not there
 * @source: what to copy; a link is followed
 * @transfer: (nullable): is told how far it is
 *
 * Copies @source into @folder under a passing name and waits until it is on the disk. Blocks; any thread. Memory does not
 * grow with the file. A folder or device as source is %CRM_ERROR_INVALID, one that is gone %CRM_ERROR_NOT_FOUND, one that
 * cannot be read %CRM_ERROR_UNREADABLE; %CRM_ERROR_FULL and %CRM_ERROR_STORAGE are about @folder.
 *
 * Returns: (transfer full): the copy; %NULL leaves nothing behind.
 */
CrmStagedFile *crm_file_store_stage (const char *folder, GFile *source, CrmTransfer *transfer, GError **error);

/**
 * crm_staged_file_keep:
 *
 * Gives the content its place, in one rename. A content that is there already is replaced by the same: if what lay there was
 * damaged, it is whole again. On return name and bytes are on the disk.
 */
gboolean crm_staged_file_keep (CrmStagedFile *self, GError **error);

/* Removes what was not kept. */
void crm_staged_file_free (CrmStagedFile *self);

/**
 * crm_file_store_verify:
 * @name: what a person calls it, for the message
 *
 * Reads all of a stored content. %CRM_ERROR_NOT_FOUND when it is missing, %CRM_ERROR_DAMAGED when its hash is another.
 */
gboolean crm_file_store_verify (const char *folder, const char *hash, const char *name, GCancellable *cancellable, GError **error);

/**
 * crm_file_store_copy_out:
 * @name: what a person calls it, for messages
 * @target: where to; replaced when it is there
 * @transfer: (nullable): is told how far it is
 *
 * Copies a stored content, and fails as crm_file_store_verify() does: what is damaged is not handed out, and what was at
 * @target stays.
 */
gboolean crm_file_store_copy_out (const char *folder, const char *hash, const char *name, GFile *target, CrmTransfer *transfer, GError **error);

/**
 * crm_file_store_link:
 * @from: the folder where a content lies
 * @to: the folder where it shall lie too
 *
 * Gives a content another name in @to, without copying it.
 *
 * Returns: whether it worked; it cannot between two disks, nor where @to has the content.
 */
gboolean crm_file_store_link (const char *from, const char *to, const char *hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmStagedFile, crm_staged_file_free)

G_END_DECLS
