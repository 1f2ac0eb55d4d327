/**
 * Where a mail server is, from its address: `smtp://` talks plainly and takes STARTTLS where it is offered, `smtps://`
 * is TLS from the first byte. A name and password are sent over TLS only, except on this machine.
 */
export function smtpOptions(address: string) {
  const { protocol, hostname, port, username, password } = new URL(address);
  const secure = protocol === "smtps:";
  const hasLogin = username !== "";
  const host = hostname.replaceAll(/[[\]]/g, "");
  return {
    host,
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: hasLogin && !secure && !isHere(host),
    ...(hasLogin
      ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }
      : {}),
    ...times,
  };
}

const isHere = (host: string): boolean => ["localhost", "127.0.0.1", "::1"].includes(host);

/**
 * A server may think for long about a message that it has got, and giving up on it means sending it again: RFC 5321
 * 4.5.3.2 asks for minutes. A minute is what the journal's lease allows; whoever does not even greet is given up sooner.
 */
const times = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 60_000,
  dnsTimeout: 10_000,
};
