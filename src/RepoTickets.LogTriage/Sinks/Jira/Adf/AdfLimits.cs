namespace RepoTickets.LogTriage.Jira.Adf;

/// <summary>The bounds of what is converted.</summary>
internal static class AdfLimits
{
    /// <summary>Quotes and lists deeper than this are taken as text.</summary>
    internal const int MaximumDepth = 12;

    /// <summary>Jira refuses documents of more than 32,767 characters.</summary>
    internal const int MaximumDocumentLength = 32_000;

    /// <summary>The longest address that becomes a link.</summary>
    internal const int MaximumLinkLength = 2_000;

    /// <summary>The most columns of a table; wider ones stay text.</summary>
    internal const int MaximumColumns = 30;
}
