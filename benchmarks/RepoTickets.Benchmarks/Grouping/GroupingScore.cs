namespace RepoTickets.Benchmarks.Grouping;

/// <summary>
/// How well predicted groups match labelled ones. GA: share of lines whose group holds exactly the lines of their label. FGA: F1 over
/// groups that are exactly right. Over: share of lines in groups that mix labels (hidden faults). Under: share of lines whose label is
/// spread over groups (duplicate tickets).
/// </summary>
internal readonly record struct GroupingScore(double Ga, double Fga, double Over, double Under, int Groups, int Labels)
{
    internal static GroupingScore Of<TPredicted>(IReadOnlyList<string> labels, IReadOnlyList<TPredicted> predicted)
        where TPredicted : notnull
    {
        var ofLabel = labels.CountBy(label => label).ToDictionary();
        var ofGroup = predicted.CountBy(group => group).ToDictionary();
        var cells = labels.Zip(predicted).CountBy(pair => pair).ToList();
        var labelsOfGroup = cells.CountBy(cell => cell.Key.Second).ToDictionary();
        var groupsOfLabel = cells.CountBy(cell => cell.Key.First).ToDictionary();
        var right = cells.Where(cell => cell.Value == ofLabel[cell.Key.First] && cell.Value == ofGroup[cell.Key.Second]).ToList();
        double precision = (double)right.Count / ofGroup.Count, recall = (double)right.Count / ofLabel.Count;
        return new(
            (double)right.Sum(cell => cell.Value) / labels.Count,
            right.Count == 0 ? 0 : 2 * precision * recall / (precision + recall),
            (double)ofGroup.Where(group => labelsOfGroup[group.Key] > 1).Sum(group => group.Value) / labels.Count,
            (double)ofLabel.Where(label => groupsOfLabel[label.Key] > 1).Sum(label => label.Value) / labels.Count,
            ofGroup.Count,
            ofLabel.Count);
    }
}
