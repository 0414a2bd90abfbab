namespace RepoTickets.LogTriage;

/// <summary>By what the group of a record was recognised, the strongest first.</summary>
public enum GroupEvidence
{
    /// <summary>The record's own fingerprint, or a rule of the user.</summary>
    Fingerprint,

    /// <summary>The template or event identifier of a structured source.</summary>
    Template,

    /// <summary>The exception's type and the top frames of its stack trace.</summary>
    StackTrace,

    /// <summary>The text of the message, its variable parts taken out.</summary>
    Message,

    /// <summary>Nothing: the bound on groups was reached, and the record went to its service's overflow group.</summary>
    Overflow,
}
