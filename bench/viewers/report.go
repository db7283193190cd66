package main

import "time"

// joinedReport tells how the viewers joined. Times are in ms from the start of each viewer.
type joinedReport struct {
	Connected []float64      `json:"connected"`
	First     []float64      `json:"first"`
	Events    []float64      `json:"events"`
	Failures  map[string]int `json:"failures"`
	Refusals  int            `json:"refusals"`
	Signals   map[string]int `json:"signals"`
}

func report(viewers []*viewer) joinedReport {
	told := joinedReport{[]float64{}, []float64{}, []float64{}, map[string]int{}, 0, map[string]int{}}
	for _, one := range viewers {
		if one.failure != nil {
			told.Failures[one.failure.Error()]++
		}
		told.Refusals += one.refusals
		told.Connected = after(told.Connected, one.began, one.connectedAt)
		told.First = after(told.First, one.began, one.firstAt())
		told.Events = after(told.Events, one.began, one.eventsAt)
		for kind, count := range one.signals.counts() {
			told.Signals[kind] += count
		}
	}
	return told
}

func after(list []float64, began, at time.Time) []float64 {
	if at.IsZero() {
		return list
	}
	return append(list, float64(at.Sub(began).Microseconds())/1000)
}

type totals struct {
	packets, bytes, events int64
	signals                map[string]int
	alive                  int
	late                   []float64
	broken                 map[string]int
}

func total(viewers []*viewer) totals {
	sum := totals{signals: map[string]int{}, broken: map[string]int{}}
	for _, one := range viewers {
		sum.packets += one.packets.Load()
		sum.bytes += one.bytes.Load()
		sum.events += one.events.Load()
		if one.failure == nil && !one.gone.Load() {
			sum.alive++
		}
		for kind, count := range one.signals.counts() {
			sum.signals[kind] += count
		}
		if broken := one.broken.Load(); broken != nil {
			sum.broken[(*broken).Error()]++
		}
		if one.reader != nil {
			one.reader.mutex.Lock()
			sum.late = append(sum.late, one.reader.late...)
			one.reader.late = nil
			one.reader.mutex.Unlock()
		}
	}
	return sum
}

// difference tells what came between two moments, and how many viewers were still there at the end.
func difference(before, now totals, took time.Duration) map[string]any {
	signals := map[string]int{}
	for kind, count := range now.signals {
		if more := count - before.signals[kind]; more > 0 {
			signals[kind] = more
		}
	}
	return map[string]any{
		"seconds": took.Seconds(),
		"packets": now.packets - before.packets,
		"bytes":   now.bytes - before.bytes,
		"events":  now.events - before.events,
		"signals": signals,
		"alive":   now.alive,
		"late":    append([]float64{}, now.late...), // of the parts since `before`
		"broken":  now.broken,
	}
}
