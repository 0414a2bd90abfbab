namespace RepoTickets.LogTriage.Intents;

/// <summary>The state as it will be when the lines of a group are flushed: applied to a copy only when there are any.</summary>
internal sealed class StateModelOverlay
{
    private readonly StateModel _below;

    internal StateModelOverlay(StateModel below) => Model = _below = below;

    internal StateModel Model { get; private set; }

    internal void Apply(IReadOnlyList<StateLine> lines)
    {
        foreach (var line in lines)
        {
            Model = ReferenceEquals(Model, _below) ? StateModel.Above(_below) : Model;
            Model.Apply(line);
        }
    }
}
