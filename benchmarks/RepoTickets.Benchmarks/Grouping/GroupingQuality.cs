extern alias triage;

using System.Globalization;
using triage::RepoTickets.LogTriage;

namespace RepoTickets.Benchmarks.Grouping;

/// <summary>
/// Prints how well grouping does on labelled logs, with one configuration for all of them: by the names given when each record came, by the
/// names after merges, from raw lines, and how many lines a shuffle moves.
/// </summary>
internal static class GroupingQuality
{
    /// <param name="folder">The labelled sets.</param>
    /// <param name="answers">
    /// Where a file of each set's name gets the group of each line: in <c>came</c> as it was told when the line came, in <c>final</c> after
    /// merges. Null to write none.
    /// </param>
    internal static int Run(string folder, string? answers)
    {
        var sets = LabelledSet.ReadAll(folder);
        if (sets.Count == 0)
        {
            Console.Error.WriteLine($"There are no .jsonl files in {folder}. Give the folder of labelled sets.");
            return 1;
        }

        Console.WriteLine(
            "set             GA     FGA    over   under  groups/labels | as it came GA  FGA | raw lines GA  FGA    over | moved by " +
            "shuffles");
        var rows = sets.Select(set => Measure(set, answers)).ToList();
        Print("average", rows.Aggregate(new Row(), (sum, row) => sum.Plus(row, 1.0 / rows.Count)), "");
        return 0;
    }

    /// <summary>The average over the sets of a folder, by the groups after merges.</summary>
    internal static (int Sets, double Ga, double Fga, double Over) Average(string folder)
    {
        var scores = LabelledSet.ReadAll(folder).Select(static set => GroupingScore.Of(set.Labels, Group(set.Contents).Final)).ToList();
        return (
            scores.Count,
            scores.Average(static score => score.Ga),
            scores.Average(static score => score.Fga),
            scores.Average(static score => score.Over));
    }

    private static Row Measure(LabelledSet set, string? answers)
    {
        var (came, final) = Group(set.Contents);
        if (answers is not null)
        {
            Write(Path.Join(answers, "came"), set.Name, came);
            Write(Path.Join(answers, "final"), set.Name, final);
        }

        var (_, raw) = Group(set.WithoutHeaders());
        var score = GroupingScore.Of(set.Labels, final);
        var online = GroupingScore.Of(set.Labels, came);
        var rawScore = GroupingScore.Of(set.Labels, raw);
        var moved = Enumerable.Range(1, 5).Average(seed => MovedByShuffle(set.Contents, final, seed));
        var row = new Row(
            score.Ga, score.Fga, score.Over, score.Under, online.Ga, online.Fga, rawScore.Ga, rawScore.Fga, rawScore.Over, moved);
        Print(set.Name, row, $"{score.Groups}/{score.Labels}");
        return row;
    }

    private static void Write(string folder, string name, LogGroupId[] groups)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Join(folder, name + ".txt"), groups.Select(static group => group.ToString()));
    }

    private static (LogGroupId[] Came, LogGroupId[] Final) Group(string[] messages)
    {
        using var grouper = LogGrouping.Create();
        var came = Array.ConvertAll(messages, message => grouper.Assign(new LogEntry { Message = message }).Id);
        return (came, Array.ConvertAll(came, grouper.Resolve));
    }

    /// <summary>The share of lines that end in another set of lines when the log comes in another order.</summary>
    private static double MovedByShuffle(string[] messages, LogGroupId[] groups, int seed)
    {
        var order = Enumerable.Range(0, messages.Length).ToArray();
        new Random(seed).Shuffle(order);
        var (_, shuffled) = Group(Array.ConvertAll(order, index => messages[index]));
        var other = new LogGroupId[messages.Length];
        for (var index = 0; index < order.Length; index++)
        {
            other[order[index]] = shuffled[index];
        }

        // A line stays when its group holds the same lines both times.
        var labels = Array.ConvertAll(groups, group => group.ToString());
        return 1 - GroupingScore.Of(labels, other).Ga;
    }

    private static void Print(string name, Row row, string groups) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-14} {row.Ga:f4} {row.Fga:f4} {row.Over:f4} {row.Under:f4}  {groups,-13} | {row.CameGa,12:f4} {row.CameFga:f4} | " +
        $"{row.RawGa,10:f4} {row.RawFga:f4} {row.RawOver:f4} | {row.Moved:p2}"));

    private readonly record struct Row(
        double Ga, double Fga, double Over, double Under, double CameGa, double CameFga, double RawGa, double RawFga, double RawOver,
        double Moved)
    {
        internal Row Plus(Row other, double weight) => new(
            Ga + (other.Ga * weight),
            Fga + (other.Fga * weight),
            Over + (other.Over * weight),
            Under + (other.Under * weight),
            CameGa + (other.CameGa * weight),
            CameFga + (other.CameFga * weight),
            RawGa + (other.RawGa * weight),
            RawFga + (other.RawFga * weight),
            RawOver + (other.RawOver * weight),
            Moved + (other.Moved * weight));
    }
}
