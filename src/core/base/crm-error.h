/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of libcrm-core. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CRM_ERROR (crm_error_quark ())

/**
 * CrmError:
 * @CRM_ERROR_INVALID: a value does not fit its field, or an edit contradicts itself
 * @CRM_ERROR_AMBIGUOUS: a value can be read in more than one way; the message says what to add
 * @CRM_ERROR_NOT_FOUND: the record, edit or file named is not there
 * @CRM_ERROR_UNREADABLE: input is not what it claims to be, or cut short; the message says where
 * @CRM_ERROR_DAMAGED: the database file is damaged
 * @CRM_ERROR_NEWER: the database file was written by a newer version of Clientele
 * @CRM_ERROR_LOCKED: another process is writing the database and did not finish in time
 * @CRM_ERROR_READ_ONLY: the database can be read but not written
 * @CRM_ERROR_FULL: the disk is full
 * @CRM_ERROR_STORAGE: any other failure of the database
 * @CRM_ERROR_CONFLICT: the state has changed since; nothing was written
 * @CRM_ERROR_NETWORK: a server was not reached, or stopped answering; later it may
 * @CRM_ERROR_BUSY: a server asks to wait
 * @CRM_ERROR_SERVER: a server failed at what it was asked
 * @CRM_ERROR_UNTRUSTED: a server cannot be told from somebody else
 * @CRM_ERROR_SIGN_IN: a server wants to know who asks: name or password are wrong, or signing in was long ago
 * @CRM_ERROR_FORBIDDEN: a server knows who asks, and says no
 * @CRM_ERROR_TOO_LARGE: a server takes no request of that size
 * @CRM_ERROR_REFUSED: what was asked is not done, and asking again changes nothing
 *
 * Messages are sentences for a person: what happened, to what, and what to do.
 */
typedef enum
{
  CRM_ERROR_INVALID,
  CRM_ERROR_AMBIGUOUS,
  CRM_ERROR_NOT_FOUND,
  CRM_ERROR_UNREADABLE,
  CRM_ERROR_DAMAGED,
  CRM_ERROR_NEWER,
  CRM_ERROR_LOCKED,
  CRM_ERROR_READ_ONLY,
  CRM_ERROR_FULL,
  CRM_ERROR_STORAGE,
  CRM_ERROR_CONFLICT,
  CRM_ERROR_NETWORK,
  CRM_ERROR_BUSY,
  CRM_ERROR_SERVER,
  CRM_ERROR_UNTRUSTED,
  CRM_ERROR_SIGN_IN,
  CRM_ERROR_FORBIDDEN,
  CRM_ERROR_TOO_LARGE,
  CRM_ERROR_REFUSED,
} CrmError;

GQuark crm_error_quark (void);

G_END_DECLS
