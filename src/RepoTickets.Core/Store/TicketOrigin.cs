namespace RepoTickets;

/// <summary>Who works in the repository and where: what new tickets are filled in with.</summary>
/// <param name="Branch">The branch that is checked out; empty when the store is in no repository.</param>
/// <param name="UserName">The name that commits of the repository would carry.</param>
/// <param name="UserEmail">The e-mail address that commits of the repository would carry.</param>
public sealed record TicketOrigin(string Branch, string UserName, string UserEmail)
{
    /// <summary>Nothing is known.</summary>
    public static TicketOrigin Unknown { get; } = new("", "", "");
}
