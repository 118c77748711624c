/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For tests: a proxy for TCP on this computer that does to what it carries what networks do. */

#pragma once

#include <gio/gio.h>
#include <poll.h>

/**
 * FaultKind:
 * @FAULT_NONE: carries everything
 * @FAULT_DROP: ends a connection at once
 * @FAULT_CUT_ANSWER: ends it after so many bytes of answers
 * @FAULT_CUT_REQUEST: ends it after so many bytes of requests, which come through so far
 * @FAULT_LOSE_ANSWER: carries requests, but no answers, and ends it when one comes
 * @FAULT_DOUBLE: sends the requests of a connection once more by another, after the answers
 * @FAULT_DELAY: waits some milliseconds before each piece
 * @FAULT_DRIP: carries pieces of three bytes
 * @FAULT_CORRUPT: changes a byte of the answers, behind the first so many
 */
typedef enum
{
  FAULT_NONE,
  FAULT_DROP,
  FAULT_CUT_ANSWER,
  FAULT_CUT_REQUEST,
  FAULT_LOSE_ANSWER,
  FAULT_DOUBLE,
  FAULT_DELAY,
  FAULT_DRIP,
  FAULT_CORRUPT,
} FaultKind;

typedef struct
{
  GSocketService *service;
  guint16 port;
  guint16 target;
  gint kind; /* atomic: FaultKind, of connections made from now on */
  gint at;   /* atomic: its bytes or milliseconds */
} FaultProxy;

/* A connection on its thread. */
typedef struct
{
  FaultKind kind;
  gint64 at;
  GSocket *client, *server;
  gint64 n_up, n_down;
  GByteArray *sent;
} FaultLink;

static inline gboolean
fault_send (GSocket *socket, const char *bytes, gssize length)
{
  while (length > 0)
    {
      gssize n = g_socket_send (socket, bytes, (gsize)length, NULL, NULL);

      if (n <= 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

static inline gboolean
fault_carry (FaultLink *link, GSocket *to, char *bytes, gssize length)
{
  if (link->kind == FAULT_DELAY)
    g_usleep ((gulong)link->at * 1000);
  for (gssize at = 0; link->kind == FAULT_DRIP && at < length; at += 3)
    if (!fault_send (to, bytes + at, MIN (3, length - at)))
      return FALSE;
  return link->kind == FAULT_DRIP || fault_send (to, bytes, length);
}

/* What a client sends. */
static inline gboolean
fault_up (FaultLink *link, char *bytes, gssize length)
{
  gssize room = link->kind == FAULT_CUT_REQUEST ? CLAMP (link->at - link->n_up, 0, length) : length;

  link->n_up += length;
  if (link->kind == FAULT_DOUBLE)
    g_byte_array_append (link->sent, (const guint8 *)bytes, (guint)length);
  return fault_carry (link, link->server, bytes, room) && room == length;
}

/* What the server answers. */
static inline gboolean
fault_down (FaultLink *link, char *bytes, gssize length)
{
  gssize room = link->kind == FAULT_CUT_ANSWER ? CLAMP (link->at - link->n_down, 0, length) : length;

  if (link->kind == FAULT_LOSE_ANSWER)
    return FALSE;
  if (link->kind == FAULT_CORRUPT && link->at >= link->n_down && link->at < link->n_down + length)
    bytes[link->at - link->n_down] ^= 1;
  link->n_down += length;
  return fault_carry (link, link->client, bytes, room) && room == length;
}

static inline gboolean
fault_step (FaultLink *link)
{
  struct pollfd ends[2] = { { g_socket_get_fd (link->client), POLLIN, 0 }, { g_socket_get_fd (link->server), POLLIN, 0 } };
  char bytes[16384];
  gssize n;

  if (poll (ends, 2, -1) < 0)
    return FALSE;
  if (ends[0].revents != 0)
    {
      n = g_socket_receive (link->client, bytes, sizeof bytes, NULL, NULL);
      if (n <= 0 || !fault_up (link, bytes, n))
        return FALSE;
    }
  if (ends[1].revents != 0)
    {
      n = g_socket_receive (link->server, bytes, sizeof bytes, NULL, NULL);
      if (n <= 0 || !fault_down (link, bytes, n))
        return FALSE;
    }
  return TRUE;
}

static inline GSocket *
fault_connect (guint16 port)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  if (!g_socket_connect (socket, address, NULL, NULL))
    g_clear_object (&socket);
  return socket;
}

static inline void
fault_repeat (const FaultLink *link, guint16 port)
{
  g_autoptr (GSocket) again = fault_connect (port);
  char bytes[4096];

  if (again == NULL)
    return;
  g_socket_set_timeout (again, 1);
  if (fault_send (again, (const char *)link->sent->data, link->sent->len))
    g_socket_receive (again, bytes, sizeof bytes, NULL, NULL);
}

static inline gboolean
on_fault_link (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, FaultProxy *proxy)
{
  FaultLink link = { .kind = (FaultKind)g_atomic_int_get (&proxy->kind), .at = g_atomic_int_get (&proxy->at), .client = g_socket_connection_get_socket (connection), .sent = g_byte_array_new () };

  link.server = link.kind != FAULT_DROP ? fault_connect (proxy->target) : NULL;
  while (link.server != NULL && fault_step (&link))
    ;
  if (link.kind == FAULT_DOUBLE)
    fault_repeat (&link, proxy->target);
  g_clear_object (&link.server);
  g_byte_array_unref (link.sent);
  return TRUE;
}

static inline void
open_proxy (FaultProxy *proxy, guint16 target)
{
  proxy->service = g_threaded_socket_service_new (16);
  proxy->target = target;
  proxy->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (proxy->service), NULL, NULL);
  g_assert_cmpuint (proxy->port, !=, 0);
  g_signal_connect (proxy->service, "run", G_CALLBACK (on_fault_link), proxy);
  g_socket_service_start (proxy->service);
}

static inline void
close_proxy (FaultProxy *proxy)
{
  g_socket_service_stop (proxy->service);
  g_socket_listener_close (G_SOCKET_LISTENER (proxy->service));
  g_clear_object (&proxy->service);
}

static inline void
set_fault (FaultProxy *proxy, FaultKind kind, int at)
{
  g_atomic_int_set (&proxy->at, at);
  g_atomic_int_set (&proxy->kind, (int)kind);
}
