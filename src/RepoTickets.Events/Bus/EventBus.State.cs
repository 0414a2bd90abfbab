using System.Globalization;
using System.Text;

namespace RepoTickets.Events;

/// <content>What a bus is doing, for reports on one that stands still.</content>
internal sealed partial class EventBus
{
    internal string DescribeState()
    {
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"{_state}, followed through {_position.Value}, the follower waits for {NamesOf(_waits.Pump)}");
        foreach (var subscription in _registry.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{subscription.Name} ({subscription.Pattern}): ");
            if (subscription is QueueSubscription queue)
            {
                var reading = queue.Queue.Read();
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{reading.Depth} queued, {reading.Waiting} waiting, handling {reading.Taken?.ToString() ?? "nothing"}, " +
                    $"waits for {NamesOf(queue)}");
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private string NamesOf(WaitNode node)
    {
        var names = _waits.WaitsOf(node).Select(static waited => (waited as Subscription)?.Name ?? "the follower");
        return string.Join(", ", names.DefaultIfEmpty("nothing"));
    }
}
