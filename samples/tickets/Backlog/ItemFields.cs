using System.CommandLine;
using RepoTickets.CommandLine.Frame;

namespace RepoTickets.CommandLine.Backlog;

/// <summary>The options that set fields of a backlog item: the same for adding and for updating.</summary>
internal sealed class ItemFields
{
    private readonly Option<string?> _description = Options.Text("The whole story.", "--description", "-d");
    private readonly Option<string?> _type = Options.Word(EnumTexts.BacklogItemType, "What it is.", "--type");
    private readonly Option<TicketPriority?> _priority = Options.Parsed<TicketPriority>("How important it is.", "--priority", "-p");
    private readonly Option<int?> _points = Options.Integer("Story points.", 0, 1_000_000, "--story-points");
    private readonly Option<int?> _value = Options.Integer("Business value, 1 to 100.", 1, 100, "--business-value");
    private readonly Option<double?> _effort = Options.Number("Estimated effort in hours.", "--effort-estimate");
    private readonly Option<string?> _risk = Options.Word(EnumTexts.RiskLevel, "How risky it is.", "--risk-level");
    private readonly Option<EpicId?> _epic = Options.Parsed<EpicId>("The epic it belongs to.", "--epic-id");
    private readonly Option<string?> _component = Options.Text("The component it concerns.", "--component");
    private readonly Option<string?> _theme = Options.Text("The theme it belongs to.", "--theme");
    private readonly Option<string[]> _labels = Options.Many("A label, or several separated by commas.", "--labels", "-l");
    private readonly Option<string[]> _criteria = Options.Many("An acceptance criterion, beside those it has.", "--criteria", "-c");

    internal Option[] All =>
        [_description, _type, _priority, _points, _value, _effort, _risk, _epic, _component, _theme, _labels, _criteria];

    /// <exception cref="DocumentNotFoundException">The epic that the item is to belong to is not there.</exception>
    internal async ValueTask CheckAsync(Invocation invocation, ITicketStore store)
    {
        if (invocation.Get(_epic) is { } epic)
        {
            await store.GetRequiredAsync<Epic>(epic.Key, invocation.CancellationToken).ConfigureAwait(false);
        }
    }

    internal BacklogItem Apply(Invocation invocation, BacklogItem item) => item with
    {
        Description = invocation.Get(_description) ?? item.Description,
        ItemType = Options.Read(EnumTexts.BacklogItemType, invocation.Get(_type)) ?? item.ItemType,
        Priority = invocation.Get(_priority) ?? item.Priority,
        StoryPoints = invocation.Get(_points) ?? item.StoryPoints,
        BusinessValue = invocation.Get(_value) ?? item.BusinessValue,
        EffortEstimate = invocation.Get(_effort) ?? item.EffortEstimate,
        RiskLevel = Options.Read(EnumTexts.RiskLevel, invocation.Get(_risk)) ?? item.RiskLevel,
        EpicId = invocation.Get(_epic) ?? item.EpicId,
        Component = invocation.Get(_component) ?? item.Component,
        Theme = invocation.Get(_theme) ?? item.Theme,
        Labels = invocation.Has(_labels)
            ? invocation.Get(_labels)!.SelectMany(static labels => Options.Split(labels)).Distinct().ToValueList()
            : item.Labels,
        AcceptanceCriteria = item.AcceptanceCriteria.Concat(invocation.Get(_criteria)!).ToValueList(),
    };
}
