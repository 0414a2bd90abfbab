using Microsoft.Extensions.DependencyInjection;
using System.Diagnostics.Metrics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RepoTickets.Batch;
using RepoTickets.Events;
using RepoTickets.LogTriage;
using RepoTickets.Workflows;

namespace RepoTickets.Telemetry.Tests.Hosting;

/// <summary>docs/telemetry.md lists every instrument, every operation and every range of event ids, and nothing else.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] Packages =
    [
        "RepoTickets.Storage", "RepoTickets.Events", "RepoTickets.Batch", "RepoTickets.Workflows", "RepoTickets.LogTriage",
    ];

    [Fact]
    public async Task Instruments_InTheDocument_AreThoseOfTheCode()
    {
        await using var composition = new Composition(static tickets => tickets.AddWorkflows().AddLogTriage());
        using var measurements = new Measurements(composition.Meters);
        await composition.Store.GetStatisticsAsync();
        _ =
            (
                composition.Get<IEventBus>(), composition.Get<IBatchExecutor>(), composition.Get<IClaims>(),
                composition.Get<IWorkflowEngine>(), composition.Get<ILogProcessor>());
        var actual = measurements.Instruments.Select(
            static instrument => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit}").Order(StringComparer.Ordinal);
        var documented = Rows().Where(
            static row =>
                row.Length >= 5 && row[0].StartsWith("repotickets.", StringComparison.Ordinal) &&
                    row[1] is "counter" or "histogram" or "gauge")
            .Select(static row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal);
        Assert.Equal(actual, documented);
        Assert.All(
            measurements.Instruments, static instrument => Assert.False(string.IsNullOrEmpty(instrument.Description), instrument.Name));
    }

    [Fact]
    public void Operations_InTheDocument_AreThoseOfTheCode()
    {
        var actual = Packages.SelectMany(static package => Assembly.Load(package).GetTypes())
            .SelectMany(static type => type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .Where(static field => field.FieldType.FullName == "RepoTickets.Telemetry.Operation")
            .Select(static field => field.GetValue(null)!)
            .Select(
                static operation =>
                    (string)operation.GetType().GetProperty(
                        "Name", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)!.GetValue(operation)!)
            .Order(StringComparer.Ordinal);
        var documented = Rows()
            .Where(static row => OperationName().IsMatch(row[0]))
            .Select(static row => row[0])
            .Order(StringComparer.Ordinal);
        Assert.Equal(actual, documented);
    }

    /// <summary>Spans have the tags of metrics and those that the document adds.</summary>
    [Fact]
    public void TagsOfSpans_InTheCode_AreInTheDocument()
    {
        var document = File.ReadAllText(Path.Combine(Root(), "docs/telemetry.md"));
        var lists = document[document.IndexOf("**Tags of metrics**", StringComparison.Ordinal)..document.IndexOf(
            "**No texts", StringComparison.Ordinal)];
        var listed = TagInText().Matches(lists).Select(static match => match.Groups[1].Value)
            .Select(static name => name.StartsWith('.') ? "repotickets" + name : name).ToHashSet();
        var actual = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(static file => TagInCode().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value)).ToList();

        Assert.Contains("repotickets.marker", actual);
        Assert.DoesNotContain(actual, name => !listed.Contains(name));
    }

    private static string KindOf(Instrument instrument)
    {
        var name = instrument.GetType().Name;
        return name.Contains("Histogram", StringComparison.Ordinal)
            ? "histogram"
            : name.Contains("Gauge", StringComparison.Ordinal) ? "gauge" : "counter";
    }

    private static string Root([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "../../..");

    private static IEnumerable<string[]> Rows() =>
        File.ReadLines(Path.Combine(Root(), "docs/telemetry.md"))
            .Where(static line => line.StartsWith('|'))
            .Select(static line => line.Trim('|').Split('|').Select(static cell => cell.Trim().Trim('`')).ToArray());

    [GeneratedRegex("`([a-z_.]*\\.[a-z_.]+)`")]
    private static partial Regex TagInText();

    [GeneratedRegex("(?:\\bTag|SetTag)\\(\"([a-z_.]+)\"")]
    private static partial Regex TagInCode();

    [GeneratedRegex("^(store|events|batch|agents|claims|workflows|triage)\\.[a-z_.]+$")]
    private static partial Regex OperationName();
}
