namespace RepoTickets.Workflows;

/// <summary>One place where an expression reads the context.</summary>
/// <param name="Root">The name.</param>
/// <param name="Members">The names of members that follow, as far as they are known without evaluating.</param>
/// <param name="Position">The character, counted from 0, at which it begins.</param>
internal sealed record ExpressionReference(string Root, ValueList<string> Members, int Position);
