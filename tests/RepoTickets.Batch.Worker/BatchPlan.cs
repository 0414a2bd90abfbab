using System.Globalization;

namespace RepoTickets.Batch.Worker;

/// <summary>What a batch is going to do, as a line that the process says before it does it.</summary>
internal sealed record BatchPlan(string Name, bool IsAtomic, int Created, int Updated, int Deleted)
{
    internal static BatchPlan Random(string name, Random random, int known)
    {
        var updated = random.Next(Math.Min(known, 6) + 1);
        return new(name, random.Next(2) == 0, random.Next(1, 13), updated, random.Next(Math.Min(known - updated, 4) + 1));
    }

    internal static BatchPlan Parse(string text)
    {
        var parts = text.Split(' ');
        return new(parts[0], parts[1] == "atomic", Number(parts[2]), Number(parts[3]), Number(parts[4]));
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name} {(IsAtomic ? "atomic" : "parts")} {Created} {Updated} {Deleted}");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
