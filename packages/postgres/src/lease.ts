import { Prisma } from "./generated/client.ts";

/**
 * How long whoever took an effect is left alone with it. Short, because an overlapping sending is harmless (same key,
 * same bytes): 2 s and a sweep every second settle what a crash left behind within the 5 s of G4.
 */
const leaseSeconds = 2;

/**
 * Two who send an e-mail are two e-mails to a mail server, so whoever takes one gets twice the time that a server may
 * need for an answer; and after each time in vain more, up to 5 min, so that one that is down for an hour is not run over.
 */
const [letterSeconds, mostLetterSeconds] = [120, 300];

/** When whoever takes an effect now has had their time, after so many attempts before. */
export const leaseEnd = (
  attempts: Prisma.Sql,
) => Prisma.sql`now() + make_interval(secs => CASE kind WHEN 'email.send'
  THEN least(${mostLetterSeconds}, ${letterSeconds} * power(2, least(${attempts}, 9))) ELSE ${leaseSeconds} END)`;

/** What an `UPDATE` of an effect sets to take it. */
export const taking = Prisma.sql`
  first_sent_at = COALESCE(first_sent_at, now()), attempts = attempts + 1,
  lease_until = ${leaseEnd(Prisma.sql`attempts`)}`;
