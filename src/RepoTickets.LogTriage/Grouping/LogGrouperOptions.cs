namespace RepoTickets.LogTriage;

/// <summary>Settings of grouping. Read once, when the grouper is made.</summary>
public sealed class LogGrouperOptions
{
    /// <summary>
    /// How many groups are kept; 100 to 1,000,000, default 20,000. Beyond it, groups that were not seen for long are forgotten; while there
    /// are none, new faults go to the overflow group of their service and are counted as overflowed.
    /// </summary>
    public int MaximumGroups { get; set; } = 20_000;

    /// <summary>How many bytes of canonical text are kept; 1 MiB to 1 GiB, default 16 MiB. Beyond it as for the number of groups.</summary>
    public int MaximumTextBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How many services are told apart; 1 to 100,000, default 1,000. The records of further ones go to their overflow groups.
    /// </summary>
    public int MaximumServices { get; set; } = 1_000;

    /// <summary>
    /// How many of the top frames of the application's own code name a fault, besides the types of its exceptions; 1 to 10, default 2. More
    /// frames tell more faults apart, and split one fault by the ways that lead to it.
    /// </summary>
    public int Frames { get; set; } = 2;

    /// <summary>
    /// What the names of the application's own classes, modules or packages begin with. Empty (the default): everything that is not of a
    /// well-known platform or framework.
    /// </summary>
    public IList<string> OwnCode { get; } = [];

    /// <summary>Learns that plain words vary; default true. Without it the canonical form alone decides.</summary>
    public bool LearnSlots { get; set; } = true;

    /// <summary>
    /// Groups as dogcatcher-agent did, the Python program that this package succeeds: by its normalised message. Default false. For those
    /// who have tickets that it labelled: its rules split and hide more faults.
    /// </summary>
    public bool UseAncestorHash { get; set; }

    internal void Validate()
    {
        Check(MaximumGroups, 100, 1_000_000, nameof(MaximumGroups));
        Check(MaximumTextBytes, 1024 * 1024, 1024 * 1024 * 1024, nameof(MaximumTextBytes));
        Check(MaximumServices, 1, 100_000, nameof(MaximumServices));
        Check(Frames, 1, 10, nameof(Frames));
    }

    private static void Check(int value, int least, int most, string name)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
        }
    }
}
