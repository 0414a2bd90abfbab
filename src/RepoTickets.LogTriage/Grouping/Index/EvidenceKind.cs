namespace RepoTickets.LogTriage.Grouping.Index;

/// <summary>The first byte of a key says by what evidence it was made, so that a message can never equal a fingerprint.</summary>
internal static class EvidenceKind
{
    internal const byte Fingerprint = (byte)'f';
    internal const byte Template = (byte)'t';
    internal const byte StackTrace = (byte)'s';
    internal const byte Message = (byte)'m';

    /// <summary>The normalised message of dogcatcher-agent, which nothing is learnt from.</summary>
    internal const byte Ancestor = (byte)'a';

    internal static GroupEvidence Of(byte kind) => kind switch
    {
        Fingerprint => GroupEvidence.Fingerprint,
        Template => GroupEvidence.Template,
        StackTrace => GroupEvidence.StackTrace,
        Message or Ancestor => GroupEvidence.Message,
        _ => GroupEvidence.Overflow,
    };
}
