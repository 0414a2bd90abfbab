namespace RepoTickets.LogTriage.Grouping.Rules;

/// <summary>A user's rule as it is kept, with its time, by which the later of two wins where states are merged.</summary>
internal abstract record GroupRule(long Created);

/// <summary>A merge; <see cref="IsRevoked"/> is the tombstone of one.</summary>
internal sealed record MergeRule(long Created, LogGroupId From, LogGroupId Into, bool IsRevoked) : GroupRule(Created);

/// <summary>A fingerprint; without a rule it is the tombstone of the one of that name.</summary>
internal sealed record NamedFingerprint(long Created, string Name, FingerprintRule? Rule) : GroupRule(Created);
