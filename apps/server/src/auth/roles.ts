import { createAccessControl } from "better-auth/plugins/access";
import { defaultStatements as adminStatements } from "better-auth/plugins/admin/access";
import { defaultStatements as organizationStatements } from "better-auth/plugins/organization/access";

const organizations = createAccessControl({ ...organizationStatements, billing: ["manage"] });

/**
 * A person's place in an organization. Owners and billing people may see and buy for its account (G8). Nobody may
 * delete an organization: who has been charged is kept.
 */
export const organizationRoles = {
  owner: organizations.newRole({
    organization: ["update"],
    member: ["create", "update", "delete"],
    invitation: ["create", "cancel"],
    billing: ["manage"],
  }),
  billing: organizations.newRole({ billing: ["manage"] }),
  member: organizations.newRole({ billing: [] }),
};

export const organizationAccess = organizations;

const people = createAccessControl(adminStatements);

/**
 * A person's place with the operator. Admins neither act as somebody else nor set somebody's password or address, so
 * that whoever bought something bought it themselves; and they ban people instead of deleting those who were charged.
 */
export const personRoles = {
  user: people.newRole({ user: [] }),
  support: people.newRole({ user: ["list", "get"], session: ["list"] }),
  admin: people.newRole({
    user: ["create", "list", "get", "set-role", "ban"],
    session: ["list", "revoke"],
  }),
};

export const personAccess = people;

/** Whether somebody with these roles (one, or several with commas between them) may buy for their organization. */
export function hasBillingRight(roles: string): boolean {
  return roles
    .split(",")
    .some(
      (role) =>
        isOrganizationRole(role) &&
        organizationRoles[role].authorize({ billing: ["manage"] }).success,
    );
}

const isOrganizationRole = (role: string): role is keyof typeof organizationRoles =>
  Object.hasOwn(organizationRoles, role);
