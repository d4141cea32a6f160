import { isLoopbackAddress, isPublicAddress } from './publicAddress.ts';

/** Where files may be fetched from and put to. */
export interface FileHosts {
  /** The URL where it may be asked; undefined for any other, and for what is none. */
  read(address: unknown): URL | undefined;
  /** Whether this host may be spoken to at this IP address, which its name was resolved to. */
  admits(host: string, ip: string): boolean;
}

/**
 * OneDrive and SharePoint of the worldwide cloud, where Teams keeps files: each organisation has names of its own below
 * this one (https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges, SharePoint Online). Bots get
 * no files in the other clouds (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4).
 */
const SHAREPOINT = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,4}sharepoint\.com$/;
const THIS_MACHINE = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})$/;
const MOST_CHARACTERS = 8_000;

/** SharePoint by https only, on public addresses. */
export const officeHosts: FileHosts = {
  read(address) {
    const url = plainUrl(address);
    return url?.protocol === 'https:' && url.port === '' && SHAREPOINT.test(url.hostname) ? url : undefined;
  },
  admits: (_host, ip) => isPublicAddress(ip),
};

/** This machine alone, for a bot without an identity: whoever talks to it may not make it connect anywhere else. */
export const localHosts: FileHosts = {
  read(address) {
    const url = plainUrl(address);
    const isHere = url !== undefined && /^https?:$/.test(url.protocol) && THIS_MACHINE.test(url.hostname);
    return isHere ? url : undefined;
  },
  admits: (_host, ip) => isLoopbackAddress(ip),
};

/** Without a name and a password before the host, which make an address look like another's. */
function plainUrl(address: unknown): URL | undefined {
  if (typeof address !== 'string' || address.length > MOST_CHARACTERS || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.username === '' && url.password === '' ? url : undefined;
}
