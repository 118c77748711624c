/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of the server: how many may stand in it, and how long they may take. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CrmServerLimits:
 * @connections: at once; @per_address of one address
 * @headers: how long a request may take to say what it wants, microseconds
 * @idle: how long a connection may stay without asking anything
 * @slowest: bytes a second that a body must bring, and a reply must be taken with, on the average
 * @bytes: what all bodies that are being read or worked on may come to
 * @rate: bytes a second of one address in the long run, both ways, and @burst at once
 */
typedef struct
{
  guint connections;
  guint per_address;
  gint64 headers;
  gint64 idle;
  gsize slowest;
  gsize bytes;
  gint64 rate;
  gint64 burst;
} CrmServerLimits;

extern const CrmServerLimits crm_server_limits_usual;

/* Main thread only. */
typedef struct _CrmServerGate CrmServerGate;
typedef struct _CrmServerVisit CrmServerVisit;

/* @limits is copied. */
CrmServerGate *crm_server_gate_new (const CrmServerLimits *limits);
void crm_server_gate_free (CrmServerGate *self);

/**
 * crm_server_gate_enter:
 * @remote: the connection's own address object, with which the visit ends
 * @address: (nullable): whom it comes from; %NULL for one of whom there may be any number
 *
 * Returns: (transfer none): the visit; %NULL when there are too many.
 */
CrmServerVisit *crm_server_gate_enter (CrmServerGate *self, GSocketConnection *connection, GSocketAddress *remote, const char *address);

/* The visit that came with this remote address; NULL for none. */
CrmServerVisit *crm_server_visit_find (GSocketAddress *remote);

/**
 * CrmServerVisitState:
 *
 * What a connection is waited for: the next request, its body, the server itself, that the reply is taken, or nothing (it listens for changes).
 */
typedef enum
{
  CRM_SERVER_VISIT_IDLE,
  CRM_SERVER_VISIT_BODY,
  CRM_SERVER_VISIT_WORK,
  CRM_SERVER_VISIT_REPLY,
  CRM_SERVER_VISIT_LISTENS,
} CrmServerVisitState;

/* @bytes: what the body or reply comes to, or 0. Begins the time that it may take. */
void crm_server_visit_set_state (CrmServerVisit *self, CrmServerVisitState state, gsize bytes);

/* More of a body of unknown length came. */
void crm_server_visit_add (CrmServerVisit *self, gsize bytes);

/* Counts bytes sent or received against an address. */
void crm_server_gate_charge (CrmServerGate *self, const char *address, gint64 bytes);

/* 0, or the seconds after which the address may ask for more. */
guint crm_server_gate_get_wait (CrmServerGate *self, const char *address);

/* Bytes of bodies being held; takes them when they fit. */
gboolean crm_server_gate_hold (CrmServerGate *self, gsize bytes);
void crm_server_gate_release (CrmServerGate *self, gsize bytes);

/* How an address counts: an IPv6 one by its network, of which whoever has one has all. (transfer full) */
char *crm_server_gate_name_address (GInetAddress *address);

guint crm_server_gate_get_n_visits (CrmServerGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CrmServerGate, crm_server_gate_free)

G_END_DECLS
